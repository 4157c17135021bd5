package org.cairn.node.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisValidator;
import org.cairn.node.client.RpcClient;
import org.cairn.node.driver.BlsIdentity;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.transport.Credentials;
import org.cairn.p2p.transport.NetworkConfig;
import org.cairn.p2p.transport.TcpNetwork;

/// Does on a devnet what no validator must ever do: signs two votes in one view that contradict
/// each other, as a second node with the same key would, and sends them to the other validators.
final class DoubleSigner {
  private static final long PATIENCE_SECONDS = 20;

  private final Devnet devnet;
  private final int validator;

  DoubleSigner(Devnet devnet, int validator) {
    this.devnet = devnet;
    this.validator = validator;
  }

  void send(RpcClient node) {
    Vertx vertx = Vertx.vertx();
    BlsSecretKey key = devnet.key(validator);
    ChainSpec spec = devnet.network().spec();
    Hash genesisHash = Genesis.of(spec).hash();
    NodeCertificate certificate = NodeCertificate.generate(new SecureRandom(), Instant.now());
    var network =
        new TcpNetwork(
            vertx,
            NetworkConfig.of(
                new ChainIdentity(spec.config().chainId(), genesisHash), "127.0.0.1", 0, others()),
            new Credentials(certificate, new BlsIdentity(key)));
    try {
      var _ = network.start(List.of(), Map.of()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      awaitPeers(network);
      for (Vote vote : votes(node, key, spec, genesisHash)) {
        Message message = vote;
        int _ = network.broadcast(Channel.CONSENSUS, MessageCodec.encode(message));
      }
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new DevnetException("cannot reach the validators: " + e.getMessage(), e);
    } finally {
      network.close().join();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /// All validators but the one whose key it is: that one would stop at the sight of its double.
  private List<PeerAddress> others() {
    List<PeerAddress> others = new ArrayList<>();
    List<GenesisValidator> known = devnet.network().spec().requireCairn().validators();
    for (int i = 0; i < known.size(); i++) {
      Hash nodeId = known.get(i).nodeId();
      if (i != validator && devnet.pid(i) != null && nodeId != null) {
        others.add(
            PeerAddress.parse(nodeId.toString().substring(2) + "@" + known.get(i).endpoint()));
      }
    }
    return others;
  }

  private static void awaitPeers(TcpNetwork network) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (network.peers().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new DevnetException("no validator answers");
      }
      Devnet.pause();
    }
    // The others follow within a moment; one of them is enough, as evidence is passed on.
    Devnet.pause();
  }

  private List<Vote> votes(RpcClient node, BlsSecretKey key, ChainSpec spec, Hash genesisHash) {
    JsonNode epoch = node.call("cairn_getEpoch");
    Bytes proof =
        Bytes.fromHex(node.call("cairn_getFinalityProof", "latest").path("proof").asText());
    Round newest = MessageCodec.decodeProof(proof).finalization().ballot().round();
    long number = Stakers.number(epoch, "epoch");
    List<Validator> members = new ArrayList<>();
    for (JsonNode member : epoch.path("validators")) {
      members.add(
          new Validator(
              Bytes.fromHex(member.path("publicKey").asText()),
              new Stake(Stakers.number(member, "weight"))));
    }
    ValidatorSet set = new ValidatorSet(members);
    int self = set.indexOf(key.publicKey().toBytes());
    if (self < 0) {
      throw new DevnetException("validator " + validator + " does not vote in epoch " + number);
    }
    var chain =
        new EpochContext.Chain(
            spec.config().chainId(), genesisHash, 0, spec.requireCairn().epochLengthBlocks());
    EpochContext context =
        EpochContext.of(
            chain,
            EpochContext.root(chain),
            new EpochContext.Terms(number, set, Hash.ZERO, Hash.ZERO));
    Round round = new Round(number, newest.epoch() == number ? newest.view() + 1 : 1);
    List<Vote> votes = new ArrayList<>();
    for (byte block = 1; block <= 2; block++) {
      Ballot ballot = Ballot.finalize(round, Sha256.hash(new byte[] {block}));
      Bytes signature = Bls.sign(key, context.signingRoot(ballot).toArray()).toBytes();
      votes.add(new Vote(ballot, self, signature));
    }
    return votes;
  }
}
