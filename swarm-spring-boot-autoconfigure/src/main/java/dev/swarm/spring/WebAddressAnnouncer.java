package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.SwarmStartException;
import java.net.InetAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Tells the cluster where the application's web server is.
 *
 * <p>The server listens before the node starts, and the host that others can reach is known only when the node has its
 * address; so the port is noted first, and the address is told just after the start. The server of the management
 * context is not the application's.
 */
final class WebAddressAnnouncer implements ApplicationListener<WebServerInitializedEvent>, SmartLifecycle {

    /** Just above the node: starts after it. */
    static final int PHASE = SwarmLifecycle.PHASE + 1;

    private static final Log logger = LogFactory.getLog(WebAddressAnnouncer.class);

    private final Swarm swarm;
    private final Environment environment;
    private int webPort;
    private boolean running;

    WebAddressAnnouncer(Swarm swarm, Environment environment) {
        this.swarm = swarm;
        this.environment = environment;
    }

    @Override
    public synchronized void onApplicationEvent(WebServerInitializedEvent event) {
        if (WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
            return;
        }
        webPort = event.getWebServer().getPort();
        if (running) {
            announce();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        announce();
    }

    /** The node has said goodbye or is about to, and the port of the next start may be another one. */
    @Override
    public synchronized void stop() {
        running = false;
        webPort = 0;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void announce() {
        if (webPort <= 0) {
            return;
        }
        String address = scheme() + "://" + host() + ":" + webPort;
        try {
            swarm.updateWebAddress(address);
        } catch (SwarmRejectedException busy) {
            logger.warn("The cluster was not told of the web server at " + address + ": " + busy.getMessage());
        } catch (IllegalArgumentException refusal) {
            throw new SwarmStartException(
                    "The address of the web server cannot be told: " + refusal.getMessage(), refusal);
        }
    }

    private String scheme() {
        Ssl ssl = Binder.get(environment).bind("server.ssl", Ssl.class).orElse(null);
        return Ssl.isEnabled(ssl) ? "https" : "http";
    }

    /** A server that listens on one address only is reached there, any other one where the node is. */
    private String host() {
        InetAddress own = Binder.get(environment)
                .bind("server.address", InetAddress.class)
                .orElse(null);
        return own == null || own.isAnyLocalAddress() ? nodeHost() : literal(own);
    }

    private String nodeHost() {
        String address = swarm.self().address().toString();
        return address.substring(0, address.lastIndexOf(':'));
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
