package org.cairn.consensus.staking;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Measures what a block costs a node for stake when many validators are known, of which at most
/// 4,000 vote: applying it, the root that the next header commits to, and what is stored at an
/// epoch's end. `scripts/bench staking` prints it as a table.
final class StakingBench {
  private static final long COIN = StakingParameters.GWEI_PER_COIN;
  private static final int MAX_VOTERS = 4_000;
  private static final int EPOCH_BLOCKS = 32;
  private static final int WARM_UP_EPOCHS = 10;
  private static final int MEASURED_EPOCHS = 4;

  private final StakingParameters parameters = StakingParameters.of(EPOCH_BLOCKS, COIN);
  private final StakingTransition transition =
      new StakingTransition(parameters, FakeSignatures.HERE);
  private final int validators;
  private StakingState state;
  private long applyNanos;
  private long rootNanos;

  private StakingBench(int validators) {
    this.validators = validators;
    List<StakedValidator> known = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      known.add(validator(i, spread(i) < Math.min(validators, MAX_VOTERS)));
    }
    this.state = StakingState.begin(parameters, new Registry(known), Hash.ZERO, 0);
  }

  /// Voters are anywhere among the others.
  private int spread(int index) {
    return (int) ((index * 7919L) % validators);
  }

  private static StakedValidator validator(int index, boolean votes) {
    byte[] seed = ByteBuffer.allocate(Integer.BYTES).putInt(index).array();
    Hash hash = Sha256.hash(seed);
    byte[] key = new byte[48];
    System.arraycopy(hash.shared(), 0, key, 0, 32);
    // Of those with type 1, rewards are swept as they come.
    var credentials = WithdrawalCredentials.of(Address.copy(hash.shared(), 12), false);
    return votes
        ? new StakedValidator(
            Bytes.wrap(key), credentials, 32 * COIN, 32 * COIN, Lifecycle.PENDING.activated(0))
        : new StakedValidator(Bytes.wrap(key), credentials, COIN, COIN, Lifecycle.PENDING);
  }

  /// Other programs of this machine do not count.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void block() {
    int voters = state.current().validators().size();
    boolean[] signed = new boolean[voters];
    for (int i = 0; i < voters; i++) {
      signed[i] = (i + state.height()) % 4 != 0;
    }
    var facts =
        new BlockFacts(
            state.height() + 1,
            (state.height() + 1) * 1000,
            (int) (state.height() % voters),
            Sha256.hash(Long.toString(state.height()).getBytes(StandardCharsets.US_ASCII)),
            List.of(SignerSet.of(signed)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            transition.dueWithdrawals(state));
    long start = cpuNanos();
    Outcome outcome = transition.apply(state, facts);
    applyNanos += cpuNanos() - start;
    if (!(outcome instanceof Outcome.Applied(StakingState after, _))) {
      throw new IllegalStateException(outcome.toString());
    }
    long applied = cpuNanos();
    Hash root = after.root();
    rootNanos += cpuNanos() - applied;
    if (root.equals(Hash.ZERO)) {
      throw new IllegalStateException("no root");
    }
    state = after;
  }

  private String measure() {
    long[] inside = new long[2];
    long[] end = new long[2];
    long storeNanos = 0;
    long storedBytes = 0;
    for (int epoch = 0; epoch < WARM_UP_EPOCHS + MEASURED_EPOCHS; epoch++) {
      if (epoch == WARM_UP_EPOCHS) {
        inside = new long[2];
        end = new long[2];
        storeNanos = 0;
      }
      for (int i = 1; i <= EPOCH_BLOCKS; i++) {
        applyNanos = 0;
        rootNanos = 0;
        block();
        long[] sums = i < EPOCH_BLOCKS ? inside : end;
        sums[0] += applyNanos;
        sums[1] += rootNanos;
      }
      long start = cpuNanos();
      storedBytes = StakingCodec.encode(state).size();
      storeNanos += cpuNanos() - start;
    }
    int blocks = MEASURED_EPOCHS * (EPOCH_BLOCKS - 1);
    return String.format(
        Locale.ROOT,
        "%,11d %,12d %,10d %,12d %,10d %,12d %,12d",
        validators,
        inside[0] / blocks / 1000,
        inside[1] / blocks / 1000,
        end[0] / MEASURED_EPOCHS / 1000,
        end[1] / MEASURED_EPOCHS / 1000,
        storeNanos / MEASURED_EPOCHS / 1000,
        storedBytes);
  }

  public static void main(String[] args) {
    System.out.println(
        "CPU microseconds a block              an epoch's last block      the state stored");
    System.out.println(
        " validators        apply       root        apply       root       encoded        bytes");
    for (int validators : new int[] {1_000, 10_000, 100_000}) {
      System.out.println(new StakingBench(validators).measure());
    }
  }
}
