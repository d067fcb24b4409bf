package dev.swarm.spring.command;

import dev.swarm.spring.diagnostics.UnguardableMethodException;
import dev.swarm.spring.diagnostics.UnguardableMethodException.Obstacle;
import java.io.Serial;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.util.ClassUtils;

/**
 * Puts the guard around beans that have guarded methods, and refuses those where it would not hold.
 *
 * <p>It comes after the proxies that transactions, caches and aspects have made, and stands before their advice: what
 * is skipped opens no transaction, and what runs is committed under the lease. It comes just before the one for {@code
 * @Async}, whose advice stands before this one for the same reason: the check must be where the body runs.
 */
final class CommanderGuardPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Map<Class<?>, Set<Method>> known = new ConcurrentHashMap<>();

    CommanderGuardPostProcessor(CommanderGuard guard) {
        this.advisor = new DefaultPointcutAdvisor(new GuardedMethods(), guard);
        setBeforeExistingAdvisors(true);
        setOrder(LOWEST_PRECEDENCE - 1);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(bean));
        Set<Method> methods = known.computeIfAbsent(type, GuardedMethods::in);
        if (methods.isEmpty()) {
            return bean;
        }
        boolean closed = isClosed(type) && isProxyTargetClass() && !(bean instanceof Advised);
        for (Method method : methods) {
            Obstacle obstacle = closed ? Obstacle.CLASS : GuardedMethods.obstacle(method);
            if (obstacle != null) {
                throw new UnguardableMethodException(beanName, method, obstacle);
            }
        }
        return super.postProcessAfterInitialization(bean, beanName);
    }

    /** Of lambdas and Java's own proxies, which are final too, only the interfaces are needed. */
    private static boolean isClosed(Class<?> type) {
        return Modifier.isFinal(type.getModifiers()) && !Proxy.isProxyClass(type) && !ClassUtils.isLambdaClass(type);
    }
}
