package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.chainfile.ChainExport;
import org.cairn.node.chainfile.ChainImport;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.config.FrozenConfig;
import org.cairn.node.config.NodeConfig;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.cairn.p2p.transport.Credentials;
import org.cairn.p2p.transport.NetworkConfig;
import org.cairn.p2p.transport.TcpNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One whole node in this process, and what it does when it is given something wrong.
class NodeTest {
  private static final String VERSION = "cairn/test";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SoleValidator validator;

  @BeforeAll
  static void makeNetwork() {
    validator = SoleValidator.create(folder.resolve("network"), 200);
  }

  private static Path data(String name) {
    return folder.resolve(name);
  }

  @Test
  void start_twiceOnOneFolder_refusesTheSecondAndLeavesTheFirst() throws Exception {
    NodeConfig config = validator.config(data("shared"));
    try (Node _ = Node.start(config, VERSION)) {
      assertThatThrownBy(() -> Node.start(config, VERSION))
          .hasMessageContaining("in use")
          .hasMessageContaining(data("shared").toString());
      assertThat(validator.call("eth_chainId").get("result").asText()).isEqualTo("0x57cc");
    }
  }

  @Test
  void start_onATakenPort_namesThePortAndLeavesNothingBehind() throws Exception {
    NodeConfig config = validator.config(data("port"));
    try (var _ = new ServerSocket(config.rpc().port())) {
      assertThatThrownBy(() -> Node.start(config, VERSION))
          .hasMessageContaining(Integer.toString(config.rpc().port()));
    }
    // Folder, lock and the other ports are free again.
    Node.start(config, VERSION).close();
  }

  @Test
  void start_withAWrongPassword_saysSo() throws Exception {
    Path wrong = folder.resolve("wrong-password");
    Files.writeString(wrong, "not the password");
    NodeConfig config = validator.config(data("password"));
    var bad =
        new NodeConfig(
            config.genesisFile(),
            config.dataFolder(),
            config.nodeKeyFile(),
            new NodeConfig.ValidatorConfig(validator.network().node(0).keystore(), wrong, null),
            config.peers(),
            config.rpc(),
            config.metrics(),
            config.history());
    assertThatThrownBy(() -> Node.start(bad, VERSION)).hasMessageContaining("wrong password");
  }

  @Test
  void start_withAGenesisFileThatDoesNotParse_namesTheFileOrTheField() throws Exception {
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{\"config\": {\"chainId\": \"x\"}}");
    assertThatThrownBy(
            () -> Node.start(withGenesis(validator.config(data("broken")), broken), VERSION))
        .hasMessageContaining("chainId");
  }

  @Test
  void start_withAnotherGenesisOnTheFolder_saysThatItIsAnotherChain() {
    Path data = data("other-chain");
    Node.start(validator.config(data), VERSION).close();
    NetworkFolder other =
        NetworkFolder.create(
            folder.resolve("other-network"),
            NetworkPlan.devnet(List.of(33L), LocalNetwork.freeBasePort(), 200),
            Instant.now());
    assertThatThrownBy(
            () -> Node.start(withGenesis(validator.config(data), other.genesisFile()), VERSION))
        .hasMessageContaining("another chain");
  }

  private static NodeConfig withGenesis(NodeConfig config, Path genesis) {
    return new NodeConfig(
        genesis,
        config.dataFolder(),
        config.nodeKeyFile(),
        config.validator(),
        config.peers(),
        config.rpc(),
        config.metrics(),
        config.history());
  }

  @Test
  void frozenNode_onTheDataOfAStoppedNode_servesWhatItHad() throws Exception {
    NodeConfig config = validator.config(data("stopped"));
    String hash;
    try (Node _ = Node.start(config, VERSION)) {
      hash = send(transfer(validator.network().plan().accounts().keys().get(2), 0));
    }
    var frozen =
        new FrozenConfig(config.genesisFile(), config.dataFolder(), config.rpc(), config.metrics());
    try (FrozenNode _ = FrozenNode.start(frozen, VERSION)) {
      String head = validator.call("eth_blockNumber").get("result").asText();
      JsonNode receipt = validator.call("eth_getTransactionReceipt", hash).get("result");
      assertThat(receipt.get("status").asText()).isEqualTo("0x1");
      assertThat(validator.call("eth_blockNumber").get("result").asText()).isEqualTo(head);
    }
    Path file = folder.resolve("stopped.rlp");
    ChainExport.Range range =
        ChainExport.run(new DataFolder(config.dataFolder()), config.genesisFile(), 1, null, file);
    // Executed anew, the node's own blocks are valid by all rules.
    ChainImport.Outcome outcome =
        ChainImport.run(
            config.genesisFile(), new DataFolder(data("anew")), List.of(file), (_, _) -> {});
    assertThat(outcome.imported()).isEqualTo(range.to()).isPositive();
  }

  private static String send(Bytes transaction) throws Exception {
    JsonNode answer = validator.call("eth_sendRawTransactionSync", transaction.toString());
    return answer.get("result").get("transactionHash").asText();
  }

  private static Bytes transfer(SecretKey from, long nonce) {
    return transfer(from, NetworkPlan.DEVNET_CHAIN_ID, nonce, Wei.ofGwei(20), Wei.of(1));
  }

  @Test
  void submission_ofBadTransactions_isRefusedInTheWordsThatClientsKnow() throws Exception {
    SecretKey rich = validator.network().plan().accounts().keys().get(1);
    SecretKey poor = SecretKey.of(UInt256.of(77).toBytes());
    try (Node _ = Node.start(validator.config(data("transactions")), VERSION)) {
      assertThat(sendError(transfer(rich, 1, 0, Wei.ofGwei(20), Wei.of(1))))
          .startsWith("invalid chain id for signer");
      assertThat(
              sendError(transfer(poor, NetworkPlan.DEVNET_CHAIN_ID, 0, Wei.ofGwei(20), Wei.of(1))))
          .startsWith("insufficient funds for gas * price + value");
      assertThat(sendError(Bytes.fromHex("0x02c0"))).isNotBlank();
      assertThat(sendError(Bytes.fromHex("0xff"))).isNotBlank();
      Bytes good = transfer(rich, NetworkPlan.DEVNET_CHAIN_ID, 0, Wei.ofGwei(20), Wei.of(1));
      assertThat(validator.call("eth_sendRawTransactionSync", good.toString()).has("result"))
          .isTrue();
      assertThat(
              sendError(transfer(rich, NetworkPlan.DEVNET_CHAIN_ID, 0, Wei.ofGwei(30), Wei.of(2))))
          .startsWith("nonce too low: next nonce 1, tx nonce 0");
      assertThat(validator.call("eth_noSuchMethod").get("error").get("code").asInt())
          .isEqualTo(-32601);
      assertThat(validator.post("{").get("error").get("code").asInt()).isEqualTo(-32700);
      // All that cost it nothing: it goes on.
      Bytes next = transfer(rich, NetworkPlan.DEVNET_CHAIN_ID, 1, Wei.ofGwei(20), Wei.of(1));
      assertThat(validator.call("eth_sendRawTransactionSync", next.toString()).has("result"))
          .isTrue();
    }
  }

  @Test
  void peer_thatSendsAnInvalidCertificate_isDisconnected() throws Exception {
    assertThat(fateOf(MessageCodec.encode(forgedFinalization())))
        .isEqualTo(DisconnectReason.MISBEHAVED);
  }

  @Test
  void peer_thatSendsGarbageOnTheConsensusChannel_isDisconnected() throws Exception {
    assertThat(fateOf(Bytes.fromHex("0xdeadbeef"))).isEqualTo(DisconnectReason.MALFORMED);
  }

  private static Certificate forgedFinalization() {
    return new Certificate(
        Ballot.finalize(new Round(0, 1_000), Hash.ZERO),
        SignerSet.of(new boolean[] {true}),
        Bytes.wrap(new byte[96]));
  }

  /// Connects to a node as a stranger, sends one message, and tells why the connection ended.
  private static DisconnectReason fateOf(Bytes message) throws Exception {
    var fate = new CompletableFuture<DisconnectReason>();
    Vertx vertx = Vertx.vertx();
    NodeConfig config = validator.config(data("hostile"));
    try (Node _ = Node.start(config, VERSION)) {
      Genesis genesis = Genesis.of(validator.network().spec());
      var stranger =
          new TcpNetwork(
              vertx,
              NetworkConfig.of(
                  new ChainIdentity(NetworkPlan.DEVNET_CHAIN_ID, genesis.hash()),
                  "127.0.0.1",
                  0,
                  List.of(new PeerAddress(null, new HostPort("127.0.0.1", config.peers().port())))),
              new Credentials(NodeCertificate.generate(new SecureRandom(), Instant.now()), null));
      var listener =
          new PeerListener() {
            @Override
            public void peerUp(PeerInfo peer) {
              assertThat(stranger.send(peer.id(), Channel.CONSENSUS, message)).isTrue();
            }

            @Override
            public void peerDown(PeerInfo peer, DisconnectReason reason) {
              fate.complete(reason);
            }
          };
      HostPort _ = stranger.start(List.of(listener), Map.of()).get(10, TimeUnit.SECONDS);
      try {
        return fate.get(20, TimeUnit.SECONDS);
      } finally {
        stranger.close().get(10, TimeUnit.SECONDS);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static Bytes transfer(SecretKey from, long chainId, long nonce, Wei maxFee, Wei value) {
    return TransactionCodec.sign(
            new Transaction.DynamicFee(
                chainId,
                nonce,
                Wei.ofGwei(1),
                maxFee,
                21_000,
                Address.ZERO,
                value,
                Bytes.EMPTY,
                List.of()),
            from)
        .encoded();
  }

  private static String sendError(Bytes transaction) throws Exception {
    JsonNode answer = validator.call("eth_sendRawTransaction", transaction.toString());
    assertThat(answer.has("error")).as(answer.toString()).isTrue();
    return answer.get("error").get("message").asText();
  }
}
