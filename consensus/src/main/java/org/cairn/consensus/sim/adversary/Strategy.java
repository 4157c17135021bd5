package org.cairn.consensus.sim.adversary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.SimNode;

/// The ways to break the protocol, by name.
public enum Strategy {
  SILENT_LEADER,
  FINALIZE_WITHHOLDER,
  EVERYTHING_VOTER,
  DISPUTER,
  TWIN;

  private Behaviour of(SimNode node) {
    return switch (this) {
      case SILENT_LEADER -> new SilentLeader(node);
      case FINALIZE_WITHHOLDER -> new FinalizeWithholder(node);
      case EVERYTHING_VOTER -> new EverythingVoter(node);
      case DISPUTER -> new InvalidPayloadLeader(node);
      case TWIN -> new Twin(node);
    };
  }

  /// The name on the command line.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(Strategy::text).toList();
  }

  /// @throws IllegalArgumentException when no strategy has the name
  public static Behaviour.Factory factory(String text) {
    for (Strategy strategy : values()) {
      if (strategy.text().equals(text)) {
        return strategy::of;
      }
    }
    throw new IllegalArgumentException("unknown adversary " + text + "; known: " + names());
  }
}
