/**
 * What every engine must show, as tests that each engine's bed runs.
 *
 * <p>To plug in an engine, write one class in the engine's own test package:
 *
 * <pre>{@code
 * final class MineConformanceTest extends EngineConformance {
 *   MineConformanceTest() {
 *     super("mine"); // its column in docs/engines.md
 *   }
 *
 *   @Override
 *   protected Mark mark(Ability ability) {
 *     return switch (ability) { ... }; // what the bed can do, and whether really
 *   }
 *
 *   @Override
 *   protected Site open(Path folder) { ... } // a bed of its own for each behaviour
 * }
 * }</pre>
 *
 * and run it once with {@code PENSTOCK_RENEW_ENGINES=1} in the environment: it writes its column of
 * {@code docs/engines.md} and leaves the other engines' as they are. {@link
 * dev.penstock.engines.conformance.Site}'s methods say what a bed has to do; those of an ability
 * that is marked as not testable need not be written. A behaviour's mark is the weakest of the
 * abilities it needs.
 */
@NullMarked
package dev.penstock.engines.conformance;

import org.jspecify.annotations.NullMarked;
