package dev.weft.execute;

import dev.weft.api.AssetContext;
import dev.weft.api.CheckResult;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.event.EventBody;
import dev.weft.plan.Traces;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import java.util.Map;
import java.util.Optional;

/** Calls checks on one version; a check that throws has failed, and says so. */
final class CheckCalls {

    private final RunSetup setup;
    private final Traces traces;
    private final Ledger ledger;

    CheckCalls(RunSetup setup, Traces traces, Ledger ledger) {
        this.setup = setup;
        this.traces = traces;
        this.ledger = ledger;
    }

    EventBody.CheckEvaluated evaluate(
            CheckDefinition check,
            AssetDefinition asset,
            Optional<PartitionKey> partition,
            AssetContext context,
            Map<AssetKey, Stage> stages,
            Sealed version) {
        return new EventBody.CheckEvaluated(
                version.stored().what(),
                check.name(),
                check.blocking(),
                result(check, asset, partition, context, stages, version),
                version.stored().versionId(),
                Optional.of(version.content().dataVersion()),
                setup.logic().versionOfCheck(check).text());
    }

    private CheckResult result(
            CheckDefinition check,
            AssetDefinition asset,
            Optional<PartitionKey> partition,
            AssetContext context,
            Map<AssetKey, Stage> stages,
            Sealed version) {
        try (var arguments = new Arguments(setup.graph(), traces, ledger, setup.stores(), setup.code())) {
            var values = arguments.of(check.method(), asset, partition, context, stages, version);
            var result = (CheckResult) setup.code().invoke(check.method(), values);
            return result == null ? CheckResult.fail("the check returned null, no CheckResult") : Masked.check(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.fail("interrupted");
        } catch (Throwable e) {
            return CheckResult.fail("the check threw "
                    + UserErrors.describe(e).lines().findFirst().orElse(""));
        }
    }
}
