package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// A chain of nothing but staking: makes blocks in which all vote, unless told otherwise, and
/// checks after each that the state survives its encoding.
final class StakingChain {
  static final long COIN = StakingParameters.GWEI_PER_COIN;
  static final long BLOCK_MILLIS = 1000;

  final StakingParameters parameters;
  final StakingTransition transition;
  final List<Withdrawal> paid = new ArrayList<>();
  final List<EpochReport> reports = new ArrayList<>();
  StakingState state;
  private long timeMillis;

  StakingChain(StakingParameters parameters, long... coins) {
    this.parameters = parameters;
    this.transition = new StakingTransition(parameters, FakeSignatures.HERE);
    List<StakingState.GenesisStake> stakes = new ArrayList<>();
    for (int i = 0; i < coins.length; i++) {
      stakes.add(
          new StakingState.GenesisStake(
              key(i), WithdrawalCredentials.of(owner(i), true), coins[i] * COIN));
    }
    state = StakingState.genesis(parameters, stakes, Hash.ZERO, 0);
  }

  /// Small numbers to count with: 8 blocks an epoch, 32 to 2048 coins, 64 coins of churn, exits
  /// that take 4 epochs.
  static StakingParameters small() {
    return new StakingParameters(
        8,
        COIN,
        32 * COIN,
        2048 * COIN,
        new StakingParameters.Churn(64 * COIN, 65_536, 64),
        new StakingParameters.Exits(4, 4, 4, 1),
        StakingParameters.Rewards.DEFAULT,
        new StakingParameters.Penalties(2_000, 1_000, 50_000, 3, 3, 8));
  }

  /// The same without issuance, so that balances stay round.
  static StakingParameters quiet() {
    return small().with(StakingParameters.Rewards.DEFAULT.withRatePpm(0));
  }

  static Bytes key(int seed) {
    byte[] hash = Sha256.hash(new byte[] {(byte) (seed >> 8), (byte) seed}).shared();
    return Bytes.wrap(Arrays.copyOf(Arrays.copyOf(hash, 48), 48));
  }

  static Address owner(int seed) {
    return Address.copy(Sha256.hash(new byte[] {1, (byte) (seed >> 8), (byte) seed}).shared(), 0);
  }

  /// What a block is to contain beside the votes of all.
  static final class Content {
    final List<Bytes> requests = new ArrayList<>();
    final List<Conviction> convictions = new ArrayList<>();
    final List<SignedMessage> messages = new ArrayList<>();
    final List<Integer> missedBy = new ArrayList<>();
    final List<Integer> silent = new ArrayList<>();
    int proposer;

    Content with(Bytes request) {
      requests.add(request);
      return this;
    }

    Content with(Conviction conviction) {
      convictions.add(conviction);
      return this;
    }

    Content with(SignedMessage message) {
      messages.add(message);
      return this;
    }

    /// Led a view into nothing and signed nothing.
    Content without(int setIndex) {
      missedBy.add(setIndex);
      silent.add(setIndex);
      return this;
    }
  }

  BlockFacts facts(Content content) {
    ValidatorSet set = state.current().validators();
    boolean[] signed = new boolean[set.size()];
    for (int i = 0; i < signed.length; i++) {
      signed[i] = !content.silent.contains(i);
    }
    boolean first = state.height() % parameters.epochLengthBlocks() == 0;
    return new BlockFacts(
        state.height() + 1,
        timeMillis + BLOCK_MILLIS,
        content.proposer % set.size(),
        Sha256.hash(Long.toString(state.height()).getBytes(StandardCharsets.US_ASCII)),
        first ? List.of() : List.of(SignerSet.of(signed)),
        content.missedBy,
        content.convictions,
        content.messages,
        sorted(content.requests),
        transition.dueWithdrawals(state));
  }

  /// The requests of each type as one list behind its type.
  private static List<Bytes> sorted(List<Bytes> requests) {
    List<Bytes> lists = new ArrayList<>();
    for (byte type = 0; type <= 2; type++) {
      ByteBuffer list = ByteBuffer.allocate(1 << 18).put(type);
      for (Bytes request : requests) {
        if (request.get(0) == type) {
          list.put(request.shared(), 1, request.size() - 1);
        }
      }
      if (list.position() > 1) {
        lists.add(Bytes.copy(list.array(), 0, list.position()));
      }
    }
    return lists;
  }

  /// Why the block with that content is refused; nothing, when it was applied.
  @Nullable String block(Content content) {
    BlockFacts facts = facts(content);
    return switch (transition.apply(state, facts)) {
      case Outcome.Refused(String reason) -> reason;
      case Outcome.Applied(StakingState after, EpochReport report) -> {
        timeMillis = facts.timestampMillis();
        state = after;
        paid.addAll(facts.withdrawals());
        if (report != null) {
          reports.add(report);
        }
        StakingState decoded = StakingCodec.decode(StakingCodec.encode(after));
        assertThat(decoded).isEqualTo(after);
        assertThat(decoded.root()).isEqualTo(after.root());
        yield null;
      }
    };
  }

  void add(Content content) {
    assertThat(block(content)).isNull();
  }

  /// Blocks up to the end of the epoch, and that many epochs more.
  void toEpochEnd(int more) {
    long end = state.epoch() + 1 + more;
    while (state.epoch() < end) {
      Content content = new Content();
      content.proposer = (int) state.height();
      add(content);
    }
  }

  StakedValidator validator(int seed) {
    return state.registry().get(state.registry().indexOf(key(seed)));
  }

  StakedValidator.Status status(int seed) {
    return validator(seed).status(state.epoch());
  }

  boolean votes(int seed) {
    return state.current().validators().indexOf(key(seed)) >= 0;
  }

  long paidTo(Address address) {
    long sum = 0;
    for (Withdrawal withdrawal : paid) {
      sum += withdrawal.address().equals(address) ? withdrawal.amountGwei() : 0;
    }
    return sum;
  }

  static Bytes deposit(int seed, long gwei, FakeSignatures signer) {
    Hash credentials = WithdrawalCredentials.of(owner(seed), true).bytes();
    Bytes signature = signer.sign(key(seed), new DepositMessage(key(seed), credentials, gwei));
    return deposit(key(seed), credentials, gwei, signature);
  }

  static Bytes deposit(Bytes key, Hash credentials, long gwei, Bytes signature) {
    return Bytes.wrap(
        ByteBuffer.allocate(193)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0)
            .put(key.shared())
            .put(credentials.shared())
            .putLong(gwei)
            .put(signature.shared())
            .putLong(0)
            .array());
  }

  static Bytes withdrawal(Address source, int seed, long gwei) {
    return Bytes.wrap(
        ByteBuffer.allocate(77)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 1)
            .put(source.shared())
            .put(key(seed).shared())
            .putLong(gwei)
            .array());
  }

  static Bytes consolidation(Address source, int from, int to) {
    return Bytes.wrap(
        ByteBuffer.allocate(117)
            .put((byte) 2)
            .put(source.shared())
            .put(key(from).shared())
            .put(key(to).shared())
            .array());
  }

  SignedMessage message(ExitMessage.Kind kind, int seed, long epoch) {
    var message = new ExitMessage(kind, epoch, state.registry().indexOf(key(seed)));
    return new SignedMessage(message, FakeSignatures.HERE.sign(key(seed), message));
  }

  Conviction conviction(int seed, long epoch, Evidence.Offence offence) {
    Hash root = state.setRoot(epoch);
    return new Conviction(key(seed), epoch, root == null ? Hash.ZERO : root, offence);
  }
}
