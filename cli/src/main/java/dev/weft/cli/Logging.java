package dev.weft.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What a process of the command line logs, set up without a file: what steps log goes into their own logs; a person at the terminal sees warnings
 * only. A file would have to be looked for in every jar of the class path and read as XML, at every start that logs a line.
 */
public final class Logging implements SLF4JServiceProvider {

    private final LoggerContext context = new LoggerContext();
    private final MDCAdapter threads = new LogbackMDCAdapter();
    private final IMarkerFactory markers = new BasicMarkerFactory();

    @Override
    public void initialize() {
        context.setName(CoreConstants.DEFAULT_CONTEXT_NAME);
        context.setMDCAdapter(threads);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(terminal());
        // Flyway has not verified this H2 yet; the catalog's contract suite has.
        context.getLogger("org.flywaydb").setLevel(Level.ERROR);
        context.start();
    }

    private ConsoleAppender<ILoggingEvent> terminal() {
        var line = new Line();
        line.setContext(context);
        line.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(line);
        encoder.start();
        var warnings = new ThresholdFilter();
        warnings.setContext(context);
        warnings.setLevel(Level.WARN.toString());
        warnings.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.addFilter(warnings);
        appender.start();
        return appender;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return threads;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0";
    }

    /** The level and what is said, then the error if there is one. */
    private static final class Line extends LayoutBase<ILoggingEvent> {

        @Override
        public String doLayout(ILoggingEvent event) {
            var text = event.getLevel() + " " + event.getFormattedMessage() + System.lineSeparator();
            var error = event.getThrowableProxy();
            return error == null ? text : text + ThrowableProxyUtil.asString(error);
        }
    }
}
