package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;

/// The names that test files have for forks, and for chains that go from one to the next: `Osaka`,
/// `PragueToOsakaAtTime15k`, `BerlinToLondonAt5`, `ArrowGlacierToParisAtDiffC0000`.
public final class Networks {
  private static final String PARAMETERS_ONLY = "bpo";
  private static final String BY_TIME = "Time";
  private static final String BY_DIFFICULTY = "Diff";

  private Networks() {}

  /// The rules of a fork by its name, in the tests' words or in our own, in any case.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Fork fork(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return switch (plain) {
      case "frontierthawing" -> Fork.FRONTIER;
      case "eip150", "tangerine" -> Fork.TANGERINE_WHISTLE;
      case "eip158", "spurious" -> Fork.SPURIOUS_DRAGON;
      case "constantinoplefix" -> Fork.PETERSBURG;
      case "merge" -> Fork.PARIS;
      default -> {
        if (plain.startsWith(PARAMETERS_ONLY)) {
          yield Fork.OSAKA;
        }
        for (Fork fork : Fork.values()) {
          if (fork.name().toLowerCase(Locale.ROOT).replace("_", "").equals(plain)) {
            yield fork;
          }
        }
        throw new IllegalArgumentException("unknown fork " + name);
      }
    };
  }

  /// The blob parameters that a test's configuration names for a fork, or the fork's own.
  static BlobParameters blobs(String network, JsonNode config) {
    JsonNode schedule = FixtureValues.member(config, "blobSchedule");
    JsonNode named = schedule == null ? null : FixtureValues.member(schedule, network);
    return named == null ? defaults(network) : blobs(named);
  }

  private static BlobParameters defaults(String network) {
    return switch (network) {
      case "BPO1" -> BlobParameters.BPO1;
      case "BPO2" -> BlobParameters.BPO2;
      default -> BlobParameters.of(fork(network));
    };
  }

  private static BlobParameters blobs(JsonNode json) {
    return new BlobParameters(
        FixtureValues.number31(FixtureValues.required(json, "target")),
        FixtureValues.number31(FixtureValues.required(json, "max")),
        FixtureValues.number63(FixtureValues.required(json, "baseFeeUpdateFraction")));
  }

  static long chainId(JsonNode config) {
    JsonNode id = FixtureValues.member(config, "chainid");
    return id == null ? 1 : FixtureValues.number63(id);
  }

  /// The schedule that a name stands for, on a chain with that id.
  ///
  /// @throws IllegalArgumentException when there is no such network
  public static ForkSchedule schedule(String network, long chainId) {
    return schedule(network, JsonNodeFactory.instance.objectNode().put("chainid", chainId));
  }

  /// The schedule of the chain of a blockchain test.
  static ForkSchedule schedule(String network, JsonNode config) {
    int to = network.indexOf("To", 1);
    int at = network.lastIndexOf("At");
    List<ForkSchedule.Activation> activations = new ArrayList<>();
    List<ForkSchedule.BlobChange> blobs = new ArrayList<>();
    UInt256 terminalDifficulty = null;
    String first = to < 0 || at < to ? network : network.substring(0, to);
    activate(activations, first, 0);
    blobs.add(new ForkSchedule.BlobChange(0, blobs(first, config)));
    if (!first.equals(network)) {
      String second = network.substring(to + 2, at);
      String moment = network.substring(at + 2);
      if (moment.startsWith(BY_DIFFICULTY)) {
        terminalDifficulty = UInt256.fromHex("0x" + moment.substring(BY_DIFFICULTY.length()));
      } else {
        activate(activations, second, moment(moment));
        if (fork(second).isAtLeast(Fork.CANCUN)) {
          blobs.add(new ForkSchedule.BlobChange(moment(moment), blobs(second, config)));
        }
      }
    }
    return new ForkSchedule(chainId(config), activations, blobs, terminalDifficulty);
  }

  /// All forks up to the one with that name that are not in force yet.
  private static void activate(List<ForkSchedule.Activation> activations, String name, long at) {
    for (Fork fork : Fork.values()) {
      boolean follows = activations.isEmpty() || !activations.getLast().fork().isAtLeast(fork);
      if (follows && fork(name).isAtLeast(fork)) {
        activations.add(new ForkSchedule.Activation(fork, at));
      }
    }
  }

  /// `Time15k` or a block number.
  private static long moment(String text) {
    String number = text.startsWith(BY_TIME) ? text.substring(BY_TIME.length()) : text;
    return number.endsWith("k")
        ? 1000 * Long.parseLong(number.substring(0, number.length() - 1))
        : Long.parseLong(number);
  }
}
