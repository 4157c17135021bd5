package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.SmallNetwork.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.keys.DepositData;
import org.cairn.genesis.keys.SignedExit;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.client.Account;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.cairn.p2p.transport.Credentials;
import org.cairn.p2p.transport.NetworkConfig;
import org.cairn.p2p.transport.TcpNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What whole nodes do about stake over several epochs, in one process.
class StakingNetworkTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static final long COIN = StakingParameters.GWEI_PER_COIN;
  private static final int DEPOSITS_A_CALL = 125;

  private static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Long.decode(value.asText()) : 0;
  }

  /// A validator is away for epochs, is left out, follows the chain of epochs when it is back, asks
  /// to return, which another one's block takes up, and votes and proposes again.
  @Test
  void validator_awayForEpochs_followsReturnsAndVotesAgain() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 4, 100)) {
      for (int i = 0; i < 4; i++) {
        network.start(i);
      }
      await("the first epoch", () -> network.epoch(0) >= 1);
      network.stop(3);
      await(
          "left out",
          () ->
              network.rpc(0).call("cairn_getValidator", 3).get("status").asText().equals("absent"));
      long left = network.epoch(0);
      await("sets without it", () -> network.epoch(0) >= left + 3);
      assertThat(network.rpc(0).call("cairn_getValidator", 3).has("thisEpoch")).isFalse();

      network.start(3);
      long behind = network.height(0);
      await("caught up", () -> network.height(3) >= behind);
      await(
          "proposes again",
          () -> {
            JsonNode validator = network.rpc(0).call("cairn_getValidator", 3);
            return number(validator.path("thisEpoch"), "proposed") > 0;
          });
      JsonNode back = network.rpc(3).call("cairn_getValidator", 3);
      assertThat(back.get("status").asText()).isEqualTo("active");
      assertThat(back.get("slashed").asBoolean()).isFalse();

      // And it leaves by its key's signature, given to one node and found in a block at another.
      SignedExit exit =
          SignedExit.sign(
              network.key(3),
              new ExitMessage(ExitMessage.Kind.EXIT, 0, 3),
              network.files().spec().requireCairn().forkVersion(),
              Genesis.of(network.files().spec()).hash());
      assertThat(
              network
                  .rpc(1)
                  .call("cairn_submitExit", "0x0", "0x3", exit.signature().toString())
                  .asBoolean())
          .isTrue();
      await(
          "exiting",
          () ->
              network
                  .rpc(2)
                  .call("cairn_getValidator", 3)
                  .get("status")
                  .asText()
                  .equals("exiting"));
    }
  }

  /// Nobody voted in all the time: the chain begins when the only validator has listened.
  @Test
  void validator_thatListensFirst_votesAfterwards() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 1, 100)) {
      network.start(0, Duration.ofSeconds(3));
      JsonNode status = network.rpc(0).call("cairn_consensusStatus");
      assertThat(status.get("voting").asBoolean()).isFalse();
      assertThat(status.toString()).contains("listening whether its key votes elsewhere");
      assertThat(network.height(0)).isZero();
      await("blocks", () -> network.height(0) > SmallNetwork.EPOCH_BLOCKS + 2);
      assertThat(network.rpc(0).call("cairn_consensusStatus").get("voting").asBoolean()).isTrue();

      network.stop(0);
      network.start(0, Duration.ofSeconds(3));
      long head = network.height(0);
      await("blocks after a restart", () -> network.height(0) > head + 2);
    }
  }

  /// All listen at once, as after a power cut, and all go on.
  @Test
  void validators_thatAllListen_goOnTogether() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 4, 100)) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) {
          network.start(i, Duration.ofSeconds(3));
        }
        long head = network.height(0);
        await("blocks", () -> network.height(0) > head + SmallNetwork.EPOCH_BLOCKS);
        for (int i = 0; i < 4; i++) {
          network.stop(i);
        }
      }
    }
  }

  /// The whole way of a stranger's accusation of an offence epochs ago, over a restart of the node.
  @Test
  void evidence_ofAFormerEpoch_isTakenFromAStrangerAndPunished() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 1, 200)) {
      network.start(0);
      await("epoch 3", () -> network.epoch(0) >= 3);
      network.stop(0);
      network.start(0);
      // Older than what engines still know.
      long former = network.epoch(0) - 3;
      accuse(network, doubleFinalization(network, former));
      JsonNode offender = network.rpc(0).call("cairn_getValidator", 0);
      assertThat(number(offender, "exitEpoch") - 2).isGreaterThan(former + 2);
      JsonNode supply = network.rpc(0).call("cairn_getEpoch").get("supply");
      assertThat(number(supply, "slashedGwei")).isPositive();
    }
  }

  /// A thousand deposits at once, as many of them in a block as its gas allows, all with bad
  /// signatures: blocks go on, an epoch verifies its 64, and their coins are nobody's.
  @Test
  void thousandDeposits_atOnce_areQueuedAndVerifiedAFewAnEpoch() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 1, 100)) {
      network.start(0);
      NetworkPlan plan = network.files().plan();
      Bytes call = thousandths(plan.depositContract());
      try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 1000 / DEPOSITS_A_CALL; i++) {
          Account payer = new Account(network.rpc(0), plan.accounts().keys().get(i));
          Wei value = Wei.ofGwei(DEPOSITS_A_CALL * StakingParameters.GWEI_PER_COIN);
          var _ = senders.submit(() -> payer.send(Predeploy.MULTICALL3.address(), value, call));
        }
      }
      JsonNode logs =
          network
              .rpc(0)
              .call(
                  "eth_getLogs",
                  Map.of("fromBlock", "0x0", "address", plan.depositContract().toString()));
      Map<String, Integer> byBlock = new LinkedHashMap<>();
      logs.forEach(log -> byBlock.merge(log.get("blockNumber").asText(), 1, Integer::sum));
      assertThat(logs).as("by block: %s", byBlock).hasSize(1000);
      assertThat(byBlock.values()).anyMatch(count -> count >= DEPOSITS_A_CALL);
      await("an epoch's verified", () -> supply(network, "forfeitedGwei") >= 64 * COIN);
      assertThat(supply(network, "depositedGwei")).isEqualTo(1000 * COIN);
      assertThat(supply(network, "forfeitedGwei") % (64 * COIN)).isZero();
      assertThat(network.rpc(0).call("cairn_getValidators")).hasSize(1);
      long head = network.height(0);
      await("the chain goes on", () -> network.height(0) > head + SmallNetwork.EPOCH_BLOCKS);
    }
  }

  private static long supply(SmallNetwork network, String name) {
    return number(network.rpc(0).call("cairn_getEpoch").get("supply"), name);
  }

  /// A call of `aggregate3Value((address,bool,uint256,bytes)[])` that makes so many deposits.
  private static Bytes thousandths(Address contract) {
    int tuple = 5 * 32 + 448;
    ByteBuffer call = ByteBuffer.allocate(4 + 64 + DEPOSITS_A_CALL * (32 + tuple));
    call.put(Bytes.fromHex("0x174dea71").shared());
    word(call, 32);
    word(call, DEPOSITS_A_CALL);
    for (int i = 0; i < DEPOSITS_A_CALL; i++) {
      word(call, 32L * DEPOSITS_A_CALL + (long) i * tuple);
    }
    for (int i = 0; i < DEPOSITS_A_CALL; i++) {
      byte[] key = new byte[48];
      key[0] = (byte) i;
      var deposit =
          new DepositData(
              new DepositMessage(
                  Bytes.wrap(key),
                  WithdrawalCredentials.of(Address.ZERO, true).bytes(),
                  StakingParameters.GWEI_PER_COIN),
              Bytes.wrap(new byte[96]),
              Bytes.wrap(new byte[4]));
      call.put(new byte[12]).put(contract.toBytes().shared());
      word(call, 0);
      call.put(Wei.ofGwei(StakingParameters.GWEI_PER_COIN).value().toBytes());
      word(call, 128);
      word(call, deposit.callData().size());
      call.put(deposit.callData().shared()).put(new byte[448 - deposit.callData().size()]);
    }
    return Bytes.wrap(call.array());
  }

  private static void word(ByteBuffer call, long value) {
    call.put(new byte[24]).putLong(value);
  }

  /// The owner of all stake there is asks for it: the last validator stays, and the chain with it.
  @Test
  void lastValidator_whoseOwnerAsksForTheStake_staysUntilOthersCome() throws Exception {
    try (SmallNetwork network = SmallNetwork.create(folder, 1, 100)) {
      network.start(0);
      NetworkPlan plan = network.files().plan();
      Account owner = new Account(network.rpc(0), plan.accounts().payeeKey(0));
      Account bank = new Account(network.rpc(0), plan.accounts().keys().getFirst());
      await("the stake's first block", () -> network.height(0) > 0);
      String _ = bank.send(owner.address(), Wei.ofGwei(COIN), Bytes.EMPTY);
      String _ = owner.requestWithdrawal(network.key(0).publicKey().toBytes(), 0);
      JsonNode asked = network.rpc(0).call("cairn_getValidator", 0);
      assertThat(asked.get("status").asText()).isEqualTo("exiting");
      long epoch = network.epoch(0);
      await("epochs go by", () -> network.epoch(0) >= epoch + 4);
      JsonNode still = network.rpc(0).call("cairn_getValidator", 0);
      assertThat(still.get("status").asText()).isEqualTo("exiting");
      assertThat(still.has("thisEpoch")).as("it votes").isTrue();
      assertThat(still.path("exitEpoch").isTextual()).as("its exit is not fixed").isFalse();
      assertThat(supply(network, "withdrawnGwei")).isZero();
    }
  }

  private static Evidence doubleFinalization(SmallNetwork network, long epoch) {
    List<Validator> members = new ArrayList<>();
    for (JsonNode member : network.rpc(0).call("cairn_getEpoch", epoch).path("validators")) {
      members.add(
          new Validator(
              Bytes.fromHex(member.path("publicKey").asText()),
              new Stake(number(member, "weight"))));
    }
    Genesis genesis = Genesis.of(network.files().spec());
    var chain =
        new EpochContext.Chain(
            network.files().plan().chainId(), genesis.hash(), 0, SmallNetwork.EPOCH_BLOCKS);
    EpochContext context =
        EpochContext.of(
            chain,
            EpochContext.root(chain),
            new EpochContext.Terms(epoch, new ValidatorSet(members), Hash.ZERO, Hash.ZERO));
    List<Vote> votes = new ArrayList<>();
    for (byte block = 1; block <= 2; block++) {
      Ballot ballot = Ballot.finalize(new Round(epoch, 3), Sha256.hash(new byte[] {block}));
      byte[] root = context.signingRoot(ballot).toArray();
      votes.add(new Vote(ballot, 0, Bls.sign(network.key(0), root).toBytes()));
    }
    return new Evidence(Evidence.Offence.DOUBLE_FINALIZE, votes.get(0), votes.get(1));
  }

  private static void accuse(SmallNetwork network, Evidence evidence) throws Exception {
    var told = new CompletableFuture<Boolean>();
    Vertx vertx = Vertx.vertx();
    Genesis genesis = Genesis.of(network.files().spec());
    int port = network.files().plan().listeners().peerPort(0);
    var stranger =
        new TcpNetwork(
            vertx,
            NetworkConfig.of(
                new ChainIdentity(network.files().plan().chainId(), genesis.hash()),
                "127.0.0.1",
                0,
                List.of(new PeerAddress(null, new HostPort("127.0.0.1", port)))),
            new Credentials(NodeCertificate.generate(new SecureRandom(), Instant.now()), null));
    Message accusation = new Message.Accusation(evidence);
    var listener =
        new PeerListener() {
          @Override
          public void peerUp(PeerInfo peer) {
            told.complete(
                stranger.send(peer.id(), Channel.CONSENSUS, MessageCodec.encode(accusation)));
          }
        };
    try {
      HostPort _ = stranger.start(List.of(listener), Map.of()).get(10, TimeUnit.SECONDS);
      assertThat(told.get(20, TimeUnit.SECONDS)).isTrue();
      await(
          "the node takes it in",
          () -> network.rpc(0).call("cairn_getValidator", 0).get("slashed").asBoolean());
    } finally {
      stranger.close().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
