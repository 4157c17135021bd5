package org.cairn.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.node.client.RpcClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn validator status`: how validators stand.
@Command(
    name = "status",
    description =
        "Prints balance, status, participation, missed slots and the next views to lead of one"
            + " validator, or a line for each.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class StatusCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "VALIDATOR",
      description = "Public key or index. Default: all.")
  @Nullable String validator;

  @Option(
      names = "--rpc",
      defaultValue = "http://127.0.0.1:8545",
      paramLabel = "URL",
      description = "The node to ask.")
  @SuppressWarnings("NullAway.Init")
  String rpc;

  @Override
  public Integer call() {
    RpcClient node = new RpcClient(rpc);
    String named = validator;
    if (named == null) {
      for (JsonNode staker : node.call("cairn_getValidators")) {
        say(line(staker));
      }
      return CommandLine.ExitCode.OK;
    }
    JsonNode staker = node.call("cairn_getValidator", named);
    if (!staker.isObject()) {
      throw new CommandFailure("no validator " + named + ": its deposit is not credited yet");
    }
    describe(staker);
    return CommandLine.ExitCode.OK;
  }

  private static String line(JsonNode staker) {
    return "%4d  %s  %-12s %s coins"
        .formatted(
            number(staker, "index"),
            staker.path("publicKey").asText(),
            status(staker),
            coins(staker, "balanceGwei"));
  }

  private void describe(JsonNode staker) {
    say("index          " + number(staker, "index"));
    say("public key     " + staker.path("publicKey").asText());
    say("status         " + status(staker));
    say("balance        " + coins(staker, "balanceGwei") + " coins");
    say("counted        " + coins(staker, "effectiveGwei") + " coins");
    say("credentials    " + staker.path("withdrawalCredentials").asText());
    epoch(staker, "activationEpoch", "votes from      epoch ");
    epoch(staker, "exitEpoch", "votes until     epoch ");
    epoch(staker, "withdrawableEpoch", "paid out from   epoch ");
    JsonNode turn = staker.path("thisEpoch");
    if (!turn.isObject()) {
      say("does not vote in this epoch");
      return;
    }
    say(
        "this epoch     in %d of %d certificates, %d proposed, %d missed"
            .formatted(
                number(turn, "votes"),
                number(turn, "certificates"),
                number(turn, "proposed"),
                number(turn, "missed")));
    List<String> views = new ArrayList<>();
    turn.path("nextViews").forEach(view -> views.add(Long.decode(view.asText()).toString()));
    say("next to lead   views " + String.join(", ", views));
  }

  private void epoch(JsonNode staker, String name, String label) {
    if (staker.path(name).isTextual()) {
      say(label.stripTrailing() + " " + number(staker, name));
    }
  }

  private static String status(JsonNode staker) {
    String status = staker.path("status").asText();
    return staker.path("slashed").asBoolean() ? status + ", slashed" : status;
  }

  private static long number(JsonNode object, String name) {
    return Long.decode(object.path(name).asText());
  }

  private static String coins(JsonNode object, String name) {
    return new BigDecimal(BigInteger.valueOf(number(object, name)), 9)
        .stripTrailingZeros()
        .toPlainString();
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
