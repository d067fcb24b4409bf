package dev.swarm.sample.stage;

import dev.swarm.FaultPlan;
import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.SuperheroProperties;
import dev.swarm.spring.SwarmCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ties the stage to the node of this application. */
@Configuration(proxyBeanMethods = false)
class StageConfiguration {

    @Bean
    FaultPlan faultPlan() {
        return new FaultPlan();
    }

    @Bean
    SwarmCustomizer splittable(FaultPlan plan, SuperheroProperties properties) {
        return builder -> builder.faults(properties.stage() ? plan : null);
    }

    @Bean
    Faults faults(Swarm swarm, FaultPlan plan) {
        return new Faults(swarm, plan);
    }

    @Bean
    StageHand stageHand(Swarm swarm, SwarmRegistry registry, HeroBoard board) {
        return new StageHand(swarm, registry, board);
    }

    @Bean
    StageCrew stageCrew(Swarm swarm, StageHand hand, Faults faults, Launcher launcher) {
        return new StageCrew(swarm, hand, faults, launcher);
    }

    @Bean
    StageStatus stageStatus(SuperheroProperties properties, Launcher launcher, Faults faults, StageHand hand) {
        return new StageStatus(properties.stage(), launcher, faults, hand);
    }

    @Bean
    Launcher launcher() {
        return Launcher.ofThisProcess();
    }

    @Bean
    StageGuard stageGuard(SuperheroProperties properties) {
        return new StageGuard(properties.stage());
    }
}
