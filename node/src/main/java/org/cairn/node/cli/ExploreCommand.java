package org.cairn.node.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.consensus.sim.explore.Exploration;
import org.cairn.consensus.sim.explore.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cairn explore`: visits every state of four validators in the first views.
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Explores the finality engine exhaustively, for four validators and a few views.",
    description = {
      "",
      "Takes the production engine through every order of messages and timeouts, with Byzantine"
          + " validators that sign whatever their keys can sign, for each place of theirs and each"
          + " order of leaders, up to symmetry. In every state: no fork, no two certificates that"
          + " exclude each other, no honest validator that can be slashed, and the honest alone can"
          + " get on. docs/consensus.md says what is cut.",
      "",
      "A case that is not \"complete\" ran out of time: then all states with up to the printed"
          + " number of Byzantine messages were visited.",
      "",
      "Exit status: 0 when nothing was found, 1 when a rule was broken, 2 for wrong usage.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn explore --byzantine-messages 1",
      "  cairn explore --stakes 3,3,2,2 --views 3 --byzantine-messages 2 --seconds 3600",
      "  cairn explore --byzantine 2 --views 1      (finds a fork)"
    })
final class ExploreCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--stakes",
      split = ",",
      defaultValue = "1,1,1,1",
      paramLabel = "W",
      description = "The four stakes. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  List<Long> stakes;

  @Option(
      names = "--views",
      defaultValue = "2",
      paramLabel = "V",
      description = "How many views, 1 to 3. Default: ${DEFAULT-VALUE}.")
  int views;

  @Option(
      names = "--byzantine",
      defaultValue = "1",
      paramLabel = "B",
      description = "How many of the four are Byzantine, 1 or 2. Default: ${DEFAULT-VALUE}.")
  int byzantine;

  @Option(
      names = "--byzantine-messages",
      defaultValue = "-1",
      paramLabel = "K",
      description =
          "How many messages they send, to one validator each, at most 31; -1 for any number."
              + " Default: ${DEFAULT-VALUE}.")
  int messages;

  @Option(
      names = "--every-step",
      description =
          "Visit states as well that nobody but their validator can tell apart: slower, and finds"
              + " the same.")
  boolean everyStep;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      paramLabel = "N",
      description = "Time for all cases; each gets its share. Default: ${DEFAULT-VALUE}.")
  long seconds;

  @Override
  public Integer call() {
    List<Exploration.Case> cases;
    try {
      cases =
          Exploration.cases(new Exploration.Scope(stakes, views, byzantine, messages, everyStep));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
    long start = System.nanoTime();
    long states = 0;
    int complete = 0;
    int broken = 0;
    for (int i = 0; i < cases.size(); i++) {
      long now = System.nanoTime();
      long left = start + seconds * (long) NANOS - now;
      long end = now + left / (cases.size() - i);
      Result result = Exploration.explore(cases.get(i), _ -> System.nanoTime() - end > 0);
      print(cases.get(i), result, System.nanoTime() - now);
      states += result.states();
      complete += result.complete() ? 1 : 0;
      broken += result.violation() == null ? 0 : 1;
    }
    say("");
    say("cases complete " + complete + " of " + cases.size());
    say("states         " + states);
    say("violations     " + broken);
    say(String.format("time           %.1f s", (System.nanoTime() - start) / NANOS));
    return broken == 0 ? 0 : 1;
  }

  private void print(Exploration.Case one, Result result, long nanos) {
    say(
        String.format(
            "Byzantine %s, leaders %s: %d states (%d with a final block), %d of single"
                + " validators, all with %d Byzantine messages, %s, %.1f s",
            one.byzantine(),
            one.leaders(),
            result.states(),
            result.withFinal(),
            result.locals(),
            result.messages(),
            result.complete() ? "complete" : result.violation() != null ? "BROKEN" : "out of time",
            nanos / NANOS));
    if (result.violation() != null) {
      say("  " + result.violation());
      result.trace().forEach(step -> say("    " + step));
    }
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
