package dev.swarm.sample.api;

import dev.swarm.sample.hero.City;
import dev.swarm.sample.league.League;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Cities: all of them, what one knows, a hero for one, and a bomb for one. {@code random} stands for any that is here.
 */
@RestController
@RequestMapping("/api/cities")
class CityController {

    private static final String ANY = "random";

    private final CityDesk desk;
    private final League league;

    CityController(CityDesk desk, League league) {
        this.desk = desk;
        this.league = league;
    }

    @GetMapping
    List<String> all() {
        return City.names();
    }

    @GetMapping("/{city}")
    CompletableFuture<CityData> data(@PathVariable String city) {
        return desk.data(named(city));
    }

    /** Makes a hero who belongs to the city. */
    @PostMapping("/{city}/heroes")
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<HeroView> recruit(@PathVariable String city) {
        String name = named(city);
        return league.create()
                .thenCompose(born -> league.assign(born.hero().id(), name))
                .thenApply(HeroView::of);
    }

    @PostMapping("/{city}/bomb")
    CompletableFuture<Map<String, String>> bomb(@PathVariable String city) {
        return desk.bomb(named(city)).thenApply(hit -> Map.of("city", hit));
    }

    private String named(String city) {
        return city.equals(ANY) ? desk.random() : city;
    }
}
