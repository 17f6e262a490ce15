import dev.weft.api.Asset;
import dev.weft.api.Assets;
import dev.weft.api.DailyPartitions;
import dev.weft.api.Files;
import dev.weft.api.MonthlyPartitions;
import dev.weft.api.PartitionKey;
import dev.weft.api.Rows;
import dev.weft.api.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The flights work with its logic in SQL, as far as the API has a way: an asset borrows the connection of the relation that it reads, and lets DuckDB
 * write Parquet files of its own. Assets that are SQL do not exist yet. The benchmark puts the end of the days in.
 */
@Assets
class FlightsSql {

    /** An airport of the list. */
    record Airport(String iata, String name) {}

    private static String source() {
        return System.getenv("FLIGHTS");
    }

    @Asset
    List<Airport> airports() throws IOException {
        try (var lines = java.nio.file.Files.lines(Path.of(source(), "airports.csv"))) {
            return lines.skip(1)
                    .map(line -> line.split(",", 3))
                    .map(fields -> new Airport(fields[0], fields[1]))
                    .toList();
        }
    }

    @Asset
    @DailyPartitions(start = "2001-01-01", end = "@END@")
    Files flights(PartitionKey day, Rows airports, Staging out) throws SQLException {
        return copy(airports, out, """
                select * from '%1$s/flights-3m.parquet'
                where date >= timestamp '%2$s' and date < timestamp '%2$s' + interval 1 day and origin is not null and distance > 0"""
                .formatted(source(), day));
    }

    @Asset
    @DailyPartitions(start = "2001-01-01", end = "@END@")
    Files airport_delays(Files flights, Rows airports, Staging out) throws SQLException {
        return copy(airports, out, """
                select origin, any_value(a.name) as name, count(*) as n, avg(delay) as mean_delay, quantile_cont(delay, 0.9) as p90
                from '%s' f left join %s a on a.iata = f.origin group by origin"""
                .formatted(flights.path("rows.parquet"), airports.relation()));
    }

    @Asset
    @DailyPartitions(start = "2001-01-01", end = "@END@")
    Files route_delays(Files flights, Rows airports, Staging out) throws SQLException {
        return copy(airports, out, "select origin, destination, count(*) as n, avg(delay) as mean_delay from '%s' group by all"
                .formatted(flights.path("rows.parquet")));
    }

    @Asset
    @MonthlyPartitions(start = "2001-01-01", end = "@MONTHS_END@")
    Files monthly_punctuality(Map<PartitionKey, Files> airport_delays, Rows airports, Staging out) throws SQLException {
        var files = airport_delays.values().stream()
                .map(day -> "'" + day.path("rows.parquet") + "'")
                .collect(Collectors.joining(", "));
        return copy(airports, out, """
                select origin, sum(n) as n, sum(n * mean_delay) / sum(n) as mean_delay from read_parquet([%s]) group by origin"""
                .formatted(files));
    }

    private static Files copy(Rows from, Staging out, String query) throws SQLException {
        try (var statement = from.connection().createStatement()) {
            statement.execute("copy (%s) to '%s' (format parquet)".formatted(query, out.path("rows.parquet")));
        }
        return out.publish();
    }
}
