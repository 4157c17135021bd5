package org.cairn.node.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.genesis.spec.ChainConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.ForkName;
import org.jspecify.annotations.Nullable;

/// The execution's view of a chain specification: which rules hold when.
public final class ForkScheduleOf {
  private ForkScheduleOf() {}

  /// The rules of the specification's blocks.
  public static ChainRules rules(ChainSpec spec) {
    Address depositContract = spec.config().depositContractAddress();
    return new ChainRules(
        schedule(spec.config()),
        spec.cairn() != null && spec.cairn().equalTimestamps(),
        depositContract == null ? ChainRules.ETHEREUM_DEPOSIT_CONTRACT : depositContract);
  }

  static ForkSchedule schedule(ChainConfig config) {
    var activations = new ArrayList<ForkSchedule.Activation>();
    var blobs = new ArrayList<ForkSchedule.BlobChange>();
    activations.add(new ForkSchedule.Activation(Fork.FRONTIER, 0));
    for (Map.Entry<ForkName, Long> entry : config.forks().entrySet()) {
      Fork fork = fork(entry.getKey());
      if (fork != null && !isOvertaken(entry.getKey(), config)) {
        activations.add(new ForkSchedule.Activation(fork, entry.getValue()));
      }
      var parameters = config.blobSchedule().get(entry.getKey());
      if (parameters != null) {
        blobs.add(
            new ForkSchedule.BlobChange(
                entry.getValue(),
                new BlobParameters(
                    parameters.target(), parameters.max(), parameters.baseFeeUpdateFraction())));
      }
    }
    UInt256 terminal = config.terminalTotalDifficulty();
    return new ForkSchedule(
        config.chainId(),
        withParis(activations, config),
        blobs,
        terminal == null || terminal.isZero() ? null : terminal);
  }

  /// A file that copies mainnet's glaciers may have the merge before them: then they never come.
  private static boolean isOvertaken(ForkName fork, ChainConfig config) {
    boolean glacier = fork == ForkName.ARROW_GLACIER || fork == ForkName.GRAY_GLACIER;
    Long merge = config.activation(ForkName.MERGE_NETSPLIT);
    Long start = config.activation(fork);
    return glacier && merge != null && start != null && start > merge;
  }

  /// geth's `config` names the merge by difficulty, or by a block where it is known.
  private static List<ForkSchedule.Activation> withParis(
      List<ForkSchedule.Activation> activations, ChainConfig config) {
    Long known = config.activation(ForkName.MERGE_NETSPLIT);
    boolean fromGenesis =
        config.terminalTotalDifficulty() != null
            && Objects.requireNonNull(config.terminalTotalDifficulty()).isZero();
    if (known != null || !fromGenesis) {
      return activations;
    }
    var merged = new ArrayList<ForkSchedule.Activation>();
    for (ForkSchedule.Activation activation : activations) {
      if (activation.fork() == Fork.SHANGHAI) {
        merged.add(new ForkSchedule.Activation(Fork.PARIS, 0));
      }
      merged.add(activation);
    }
    if (merged.size() == activations.size()) {
      merged.add(new ForkSchedule.Activation(Fork.PARIS, 0));
    }
    return merged;
  }

  /// The execution rules that a scheduled fork brings, or nothing when it changes none.
  private static @Nullable Fork fork(ForkName name) {
    return switch (name) {
      case HOMESTEAD -> Fork.HOMESTEAD;
      case TANGERINE_WHISTLE -> Fork.TANGERINE_WHISTLE;
      case SPURIOUS_DRAGON -> Fork.SPURIOUS_DRAGON;
      case BYZANTIUM -> Fork.BYZANTIUM;
      case CONSTANTINOPLE -> Fork.CONSTANTINOPLE;
      case PETERSBURG -> Fork.PETERSBURG;
      case ISTANBUL -> Fork.ISTANBUL;
      case BERLIN -> Fork.BERLIN;
      case LONDON -> Fork.LONDON;
      case MERGE_NETSPLIT -> Fork.PARIS;
      case SHANGHAI -> Fork.SHANGHAI;
      case CANCUN -> Fork.CANCUN;
      case PRAGUE -> Fork.PRAGUE;
      case OSAKA -> Fork.OSAKA;
      case MUIR_GLACIER -> Fork.MUIR_GLACIER;
      case ARROW_GLACIER -> Fork.ARROW_GLACIER;
      case GRAY_GLACIER -> Fork.GRAY_GLACIER;
      case DAO, EIP155, BPO1, BPO2, BPO3, BPO4, BPO5 -> null;
    };
  }
}
