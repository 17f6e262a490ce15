package bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JobRepositoryFactoryBean;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.ExecutionContext;
import org.springframework.batch.repeat.RepeatStatus;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Trivial steps in Spring Batch with its job repository in PostgreSQL: {@code chain N} is a job of N steps, {@code wide N} one partitioned step of N
 * partitions on four threads, which is how it runs many alike.
 */
public final class RunGraph {

    private RunGraph() {}

    public static void main(String[] arguments) throws Exception {
        int size = Integer.parseInt(arguments[1]);
        try (var source = new HikariDataSource()) {
            source.setJdbcUrl(arguments[2]);
            source.setUsername("postgres");
            source.setPassword("postgres");
            new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql")).execute(source);
            var transactions = new JdbcTransactionManager(source);
            var repository = repository(source, transactions);
            var job = arguments[0].equals("chain") ? chain(size, repository, transactions) : wide(size, repository, transactions);
            var launcher = new TaskExecutorJobLauncher();
            launcher.setJobRepository(repository);
            launcher.afterPropertiesSet();
            long start = System.nanoTime();
            var execution = launcher.run(job, new JobParametersBuilder().addLong("run", 1L).toJobParameters());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException(execution.toString());
            }
            System.out.printf("{\"run\": %.6f, \"steps\": %d}%n", seconds, size);
        }
    }

    private static JobRepository repository(DataSource source, JdbcTransactionManager transactions) throws Exception {
        var factory = new JobRepositoryFactoryBean();
        factory.setDataSource(source);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    private static Step step(String name, JobRepository repository, JdbcTransactionManager transactions) {
        return new StepBuilder(name, repository)
                .tasklet((contribution, context) -> RepeatStatus.FINISHED, transactions)
                .build();
    }

    private static Job chain(int size, JobRepository repository, JdbcTransactionManager transactions) {
        var builder = new JobBuilder("chain", repository).start(step("c0", repository, transactions));
        for (int i = 1; i < size; i++) {
            builder = builder.next(step("c" + i, repository, transactions));
        }
        return builder.build();
    }

    private static Job wide(int size, JobRepository repository, JdbcTransactionManager transactions) {
        var threads = new SimpleAsyncTaskExecutor("step-");
        threads.setConcurrencyLimit(4);
        var partitioned = new StepBuilder("all", repository)
                .partitioner("m", gridSize -> {
                    var contexts = new HashMap<String, ExecutionContext>();
                    for (int i = 0; i < gridSize; i++) {
                        contexts.put("m" + i, new ExecutionContext());
                    }
                    return contexts;
                })
                .gridSize(size)
                .step(step("m", repository, transactions))
                .taskExecutor(threads)
                .build();
        return new JobBuilder("wide", repository).start(partitioned).build();
    }
}
