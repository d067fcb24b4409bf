package dev.swarm.sim.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** A line chart as SVG text: every series in its own colour, ticks at the values of x and at round values of y. */
final class SvgPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 210;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int LEGEND_LINE = 20;
    private static final int Y_TICKS = 5;
    private static final String[] COLOURS = {"#1b6ca8", "#c0392b", "#1e8449", "#8e44ad", "#d68910", "#566573"};

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Series> series = new ArrayList<>();
    private boolean logY;

    SvgPlot(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** A point; neither value is negative. */
    record Point(double x, double y) {}

    private record Series(String name, List<Point> points, boolean dashed) {}

    /** Adds what was measured. */
    SvgPlot line(String name, List<Point> points) {
        series.add(new Series(name, points, false));
        return this;
    }

    /** Adds what was published or is expected. */
    SvgPlot reference(String name, List<Point> points) {
        series.add(new Series(name, points, true));
        return this;
    }

    /** Spaces the values of y by their ratio; those below 0.01 are drawn there. */
    SvgPlot logarithmicY() {
        logY = true;
        return this;
    }

    /** Draws it; the values of x, which are at least 1, are spaced by their ratio. */
    String draw() {
        double[] xs = values(Point::x).distinct().sorted().toArray();
        double yMax = values(Point::y).max().orElse(1);
        double[] ticks = logY ? decades(values(Point::y).min().orElse(1), yMax) : steps(yMax);
        Scale x = new Scale(Math::log, xs[0], xs[xs.length - 1], LEFT, WIDTH - RIGHT);
        DoubleUnaryOperator yWarp = logY ? Math::log : DoubleUnaryOperator.identity();
        Scale y = new Scale(yWarp, ticks[0], ticks[ticks.length - 1], HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(header());
        for (double tick : ticks) {
            svg.append(grid(y.at(tick), tick));
        }
        for (double tick : xs) {
            svg.append(text(x.at(tick), HEIGHT - BOTTOM + 18, "middle", number(tick)));
        }
        for (int i = 0; i < series.size(); i++) {
            svg.append(drawn(i, x, y));
        }
        return svg.append("</svg>\n").toString();
    }

    private String header() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                        WIDTH,
                        HEIGHT)
                + String.format(Locale.ROOT, "<text x=\"%d\" y=\"22\" font-size=\"15\">%s</text>\n", LEFT, title)
                + text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", xLabel)
                + String.format(
                        Locale.ROOT,
                        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
                        (TOP + HEIGHT - BOTTOM) / 2,
                        yLabel);
    }

    private String drawn(int index, Scale x, Scale y) {
        Series each = series.get(index);
        String colour = COLOURS[index % COLOURS.length];
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (Point point : each.points) {
            double px = x.at(point.x);
            double py = y.at(point.y);
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
            dots.append(each.dashed ? "" : circle(px, py, colour));
        }
        String style = each.dashed ? " stroke-dasharray=\"5 4\"" : "";
        int legendY = TOP + 10 + index * LEGEND_LINE;
        int legendX = WIDTH - RIGHT + 15;
        return String.format(
                        Locale.ROOT,
                        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>\n",
                        colour,
                        style,
                        path.toString().strip())
                + dots
                + String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
                        legendX,
                        legendY,
                        legendX + 24,
                        legendY,
                        colour,
                        style)
                + text(legendX + 30, legendY + 4, "start", each.name);
    }

    private static String circle(double x, double y, String colour) {
        return String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x, y, colour);
    }

    private static String grid(double y, double tick) {
        return String.format(
                        Locale.ROOT,
                        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
                        LEFT,
                        y,
                        WIDTH - RIGHT,
                        y)
                + text(LEFT - 8, y + 4, "end", number(tick));
    }

    private static String text(double x, double y, String anchor, String content) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, content);
    }

    private DoubleStream values(ToDoubleFunction<Point> coordinate) {
        return series.stream().flatMap(each -> each.points.stream()).mapToDouble(coordinate);
    }

    private static double[] steps(double max) {
        double rough = Math.max(max, 1e-3) / Y_TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * decade)
                .filter(each -> each >= rough)
                .findFirst()
                .orElse(rough);
        int count = (int) Math.ceil(max / step);
        return DoubleStream.iterate(0, at -> at + step).limit(count + 1L).toArray();
    }

    private static double[] decades(double min, double max) {
        double first = Math.floor(Math.log10(Math.max(min, 0.01)));
        double last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(max, 0.01))));
        return DoubleStream.iterate(first, exponent -> exponent + 1)
                .limit((long) (last - first) + 1)
                .map(exponent -> Math.pow(10, exponent))
                .toArray();
    }

    private static String number(double value) {
        boolean whole = Math.rint(value) == value;
        return whole
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value).replaceAll("0+$", "");
    }

    /** Maps a range of values to a range of pixels; values outside are drawn at its ends. */
    private record Scale(DoubleUnaryOperator warp, double from, double to, double pixelFrom, double pixelTo) {

        private double at(double value) {
            double inside = Math.min(to, Math.max(from, value));
            double low = warp.applyAsDouble(from);
            double high = warp.applyAsDouble(to);
            double share = high == low ? 0.5 : (warp.applyAsDouble(inside) - low) / (high - low);
            return pixelFrom + share * (pixelTo - pixelFrom);
        }
    }
}
