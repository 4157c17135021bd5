package org.cairn.node.stake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.staking.BlockFacts;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.Queues;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakedValidator.Status;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingSignatures;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.ChainOptions;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.ExitMessage.Kind;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.adapter.NoPeers;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exits and returns on their way to a block, as bytes.
class ValidatorMessagesTest {
  private static final int VALIDATORS = 1100;
  private static final long COIN = StakingParameters.GWEI_PER_COIN;
  private static final int EPOCH_BLOCKS = 8;

  /// Two peers that note what they are asked.
  private static final class TwoPeers extends NoPeers {
    final List<Bytes> asked = new ArrayList<>();

    @Override
    public CompletableFuture<Bytes> request(PeerId peer, int kind, Bytes body, Duration timeout) {
      assertThat(kind).isEqualTo(ValidatorMessages.REQUEST_KIND);
      asked.add(body);
      return CompletableFuture.failedFuture(new IllegalStateException("a peer that is busy"));
    }

    @Override
    public List<PeerInfo> peers() {
      var at = new HostPort("127.0.0.1", 1);
      return List.of(
          new PeerInfo(new PeerId(hash(1)), at, at, true, "a", null),
          new PeerInfo(new PeerId(hash(2)), at, at, false, "b", null));
    }
  }

  /// A signature is 96 times the validator's number.
  private static final class NumberedSignatures implements StakingSignatures {
    @Override
    public boolean isSigned(Queues.Deposit deposit) {
      return true;
    }

    @Override
    public boolean isSigned(Bytes publicKey, SignedMessage message) {
      return message.signature().equals(signature(message.message().validatorIndex()))
          && publicKey.equals(key((int) message.message().validatorIndex()));
    }
  }

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final StakingTransition transition =
      new StakingTransition(parameters(), new NumberedSignatures());
  private final TwoPeers network = new TwoPeers();

  @SuppressWarnings("NullAway.Init")
  private ChainDatabase chain;

  @SuppressWarnings("NullAway.Init")
  private StakeStore stakes;

  @SuppressWarnings("NullAway.Init")
  private ValidatorMessages messages;

  private static StakingParameters parameters() {
    return new StakingParameters(
        EPOCH_BLOCKS,
        COIN,
        32 * COIN,
        2048 * COIN,
        StakingParameters.Churn.DEFAULT,
        new StakingParameters.Exits(4, 4, 16, 1),
        StakingParameters.Rewards.DEFAULT,
        new StakingParameters.Penalties(2_000, 1_000, 50_000, 3, 3, 8));
  }

  private static Hash hash(int seed) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) seed;
    return Hash.of(bytes);
  }

  private static Bytes key(int validator) {
    byte[] bytes = new byte[48];
    bytes[0] = (byte) (validator >> 8);
    bytes[1] = (byte) validator;
    return Bytes.wrap(bytes);
  }

  private static Bytes signature(long validator) {
    byte[] bytes = new byte[96];
    Arrays.fill(bytes, (byte) validator);
    return Bytes.wrap(bytes);
  }

  private static SignedMessage message(Kind kind, int validator, long epoch) {
    return new SignedMessage(new ExitMessage(kind, epoch, validator), signature(validator));
  }

  @BeforeEach
  void open() {
    NetworkFolder files =
        NetworkFolder.create(
            folder.resolve("network"),
            NetworkPlan.devnet(List.of(32L), 23_400, 1000),
            Instant.ofEpochSecond(1_790_000_000L));
    List<StakingState.GenesisStake> genesis = new ArrayList<>();
    for (int i = 0; i < VALIDATORS; i++) {
      genesis.add(
          new StakingState.GenesisStake(
              key(i), WithdrawalCredentials.of(Address.ZERO, true), 32 * COIN));
    }
    chain =
        ChainDatabase.open(
            folder.resolve("chain"), Genesis.of(files.spec()).block(), ChainOptions.DEFAULT);
    stakes =
        new StakeStore(
            chain, parameters(), StakingState.genesis(parameters(), genesis, Hash.ZERO, 0));
    messages = new ValidatorMessages(transition, stakes, network);
  }

  @AfterEach
  void close() {
    chain.close();
  }

  private StakingState state() {
    return stakes.committed().state();
  }

  /// The next block, with these messages; `absent` has missed a view and signed nothing.
  private void block(List<SignedMessage> contained, @Nullable Integer absent) {
    boolean[] signed = new boolean[VALIDATORS];
    Arrays.fill(signed, true);
    if (absent != null) {
      signed[absent] = false;
    }
    boolean first = state().height() % EPOCH_BLOCKS == 0;
    var facts =
        new BlockFacts(
            state().height() + 1,
            1000 * (state().height() + 1),
            0,
            Hash.ZERO,
            first || signed.length != state().current().validators().size()
                ? List.of()
                : List.of(SignerSet.of(signed)),
            absent == null ? List.of() : List.of(absent),
            List.of(),
            contained,
            List.of(),
            transition.dueWithdrawals(state()));
    if (!(transition.apply(state(), facts) instanceof Outcome.Applied(StakingState after, _))) {
      throw new AssertionError("the block is valid");
    }
    stakes.committed(Staked.of(after, null));
    messages.committed(after, Bytes.EMPTY, _ -> null);
  }

  @Test
  void exit_fromAPeer_waitsAndIsPassedOnOnce() {
    Bytes encoded = StakingContent.encode(message(Kind.EXIT, 3, 0));
    assertThat(messages.answer(encoded)).isEqualTo(Bytes.EMPTY);
    assertThat(messages.answer(encoded)).isEqualTo(Bytes.EMPTY);
    assertThat(network.asked).as("each peer once").containsExactly(encoded, encoded);
    assertThat(messages.waiting()).containsExactly(message(Kind.EXIT, 3, 0));
    assertThat(messages.submit(message(Kind.EXIT, 3, 0))).isNull();
    assertThat(messages.waiting()).hasSize(1);
  }

  @Test
  void exit_thatABlockHasTakenUp_noLongerWaits() {
    assertThat(messages.submit(message(Kind.EXIT, 3, 0))).isNull();
    assertThat(messages.submit(message(Kind.EXIT, 4, 0))).isNull();
    block(List.of(message(Kind.EXIT, 3, 0)), null);
    assertThat(messages.waiting()).containsExactly(message(Kind.EXIT, 4, 0));
    assertThat(messages.submit(message(Kind.EXIT, 3, 0)))
        .isEqualTo("validator 3 is EXITING: no EXIT");
  }

  @Test
  void garbageAndStrangers_costThePeerItsConnection() {
    byte[] sound = StakingContent.encode(message(Kind.EXIT, 3, 0)).toArray();
    List<Bytes> bad = new ArrayList<>(List.of(Bytes.EMPTY, Bytes.fromHex("0xc0")));
    byte[] longer = Arrays.copyOf(sound, sound.length + 1);
    bad.add(Bytes.wrap(longer));
    bad.add(Bytes.wrap(Arrays.copyOf(sound, sound.length - 1)));
    byte[] forged = sound.clone();
    forged[forged.length - 1] ^= 1;
    bad.add(Bytes.wrap(forged));
    bad.add(StakingContent.encode(message(Kind.EXIT, 7_000, 0)));
    bad.add(
        StakingContent.encode(
            new SignedMessage(new ExitMessage(Kind.EXIT, 0, Long.MAX_VALUE), signature(1))));
    for (Bytes each : bad) {
      assertThatThrownBy(() -> messages.answer(each))
          .as(each.toString())
          .isInstanceOf(DecodingException.class);
    }
    assertThat(messages.waiting()).isEmpty();
    assertThat(network.asked).isEmpty();
  }

  /// Nodes are not at the same block: what is signed but not timely is no fault.
  @Test
  void messages_thatComeTooEarlyOrForNothing_areDropped() {
    assertThat(messages.answer(StakingContent.encode(message(Kind.EXIT, 3, 9))))
        .isEqualTo(Bytes.EMPTY);
    assertThat(messages.answer(StakingContent.encode(message(Kind.RETURN, 3, 0))))
        .isEqualTo(Bytes.EMPTY);
    assertThat(messages.waiting()).isEmpty();
    assertThat(network.asked).isEmpty();
    assertThat(messages.submit(message(Kind.RETURN, 3, 0)))
        .isEqualTo("validator 3 is ACTIVE: no RETURN");
  }

  @Test
  void messages_beyondTheLimit_areRefused() {
    int taken = 0;
    String refusal = null;
    for (int i = 0; i < VALIDATORS; i++) {
      String answer = messages.submit(message(Kind.EXIT, i, 0));
      taken += answer == null ? 1 : 0;
      refusal = answer == null ? refusal : answer;
    }
    assertThat(taken).isEqualTo(1024);
    assertThat(messages.waiting()).hasSize(1024);
    assertThat(refusal).isEqualTo("too many messages wait for a block");
  }

  /// A node that was left out asks to return once an epoch, until a block has it.
  @Test
  void returnOfThisNode_isSignedOnceAnEpochUntilItIsTaken() {
    while (state().epoch() < 1) {
      block(List.of(), 5);
    }
    assertThat(state().registry().get(5).status(1)).isEqualTo(Status.ABSENT);
    for (int again = 0; again < 3; again++) {
      messages.committed(state(), key(5), _ -> signature(5));
    }
    assertThat(messages.waiting()).containsExactly(message(Kind.RETURN, 5, 1));
    assertThat(network.asked).hasSize(2);

    while (state().epoch() < 2) {
      block(List.of(), null);
    }
    assertThat(messages.waiting()).as("too old").isEmpty();
    messages.committed(state(), key(5), _ -> signature(5));
    assertThat(messages.waiting()).containsExactly(message(Kind.RETURN, 5, 2));
    block(messages.waiting(), null);
    assertThat(messages.waiting()).isEmpty();
    assertThat(state().registry().get(5).status(2)).isEqualTo(Status.ACTIVE);
    messages.committed(state(), key(5), _ -> signature(5));
    assertThat(messages.waiting()).isEmpty();
  }

  @Test
  void returnOfThisNode_withoutAKey_isNotAsked() {
    while (state().epoch() < 1) {
      block(List.of(), 5);
    }
    messages.committed(state(), key(5), _ -> null);
    messages.committed(state(), key(6), _ -> signature(6));
    assertThat(messages.waiting()).isEmpty();
  }
}
