package org.cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.gossip.Tx;
import org.cairn.p2p.gossip.TxExchange;
import org.cairn.p2p.gossip.TxGossip;
import org.cairn.p2p.peer.PeerInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Transactions between real nodes: four validators and a follower that knows one of them.
class GossipOverTcpTest extends NetworkTest {
  /// A pool that takes everything and passes it on.
  private static final class Pool implements TxExchange {
    private final Map<Hash, Bytes> transactions = new LinkedHashMap<>();
    private @Nullable TxGossip gossip;

    void gossip(TxGossip value) {
      gossip = value;
    }

    void submit(Tx tx) {
      add(tx);
      announce(tx, null);
    }

    private void announce(Tx tx, @Nullable PeerInfo from) {
      TxGossip to = gossip;
      if (to == null) {
        throw new IllegalStateException("no gossip yet");
      }
      to.announce(tx, from == null ? null : from.id());
    }

    private synchronized void add(Tx tx) {
      transactions.put(tx.hash(), tx.encoded());
      notifyAll();
    }

    @Override
    public void received(PeerInfo from, List<Tx> received) {
      for (Tx tx : received) {
        add(tx);
        announce(tx, from);
      }
    }

    @Override
    public synchronized @Nullable Bytes encoded(Hash hash) {
      return transactions.get(hash);
    }

    @Override
    public synchronized List<Tx> pending(int limit) {
      List<Tx> pending = new ArrayList<>();
      transactions.forEach((hash, encoded) -> pending.add(new Tx(hash, encoded)));
      return pending.subList(0, Math.min(limit, pending.size()));
    }

    synchronized void await(int count) throws InterruptedException {
      long deadline = System.nanoTime() + TestNode.PATIENCE_SECONDS * 1_000_000_000L;
      while (transactions.size() < count) {
        long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          throw new AssertionError(transactions.size() + " of " + count + " transactions");
        }
        wait(leftMillis);
      }
    }
  }

  private record Member(TestNode node, Pool pool, TxGossip gossip) {
    void close() {
      gossip.close();
      node.close();
    }
  }

  private Member member(int validator, List<Member> dialed) {
    Pool pool = new Pool();
    TestNode.Setup setup = TestNode.on(vertx).exchange(pool);
    if (validator > 0) {
      setup.validator(validator);
    }
    dialed.forEach(other -> setup.dials(other.node));
    TestNode node = setup.start();
    TxGossip gossip = node.gossip();
    pool.gossip(gossip);
    return new Member(node, pool, gossip);
  }

  private List<Member> network() {
    Set<Bytes> validators = new HashSet<>();
    for (int i = 1; i <= 4; i++) {
      validators.add(TestKeys.validatorKey(i));
    }
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      members.add(member(i, members));
      members.getLast().node.network.validators(validators);
    }
    for (Member member : members) {
      for (Member other : members) {
        if (!member.equals(other)) {
          member.node.awaitUp(other.node);
        }
      }
    }
    return members;
  }

  private static Tx tx(int number, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    bytes[0] = (byte) (number >>> 16);
    bytes[1] = (byte) (number >>> 8);
    bytes[2] = (byte) number;
    return new Tx(Keccak256.hash(bytes), Bytes.wrap(bytes));
  }

  @Test
  void smallTransaction_isPushedToEveryValidatorOnce() throws InterruptedException {
    List<Member> members = network();
    members.getFirst().pool.submit(tx(1, 120));
    for (Member member : members) {
      member.pool.await(1);
    }
    assertThat(members.getFirst().gossip.counts().pushed()).isEqualTo(3);
    for (Member member : members.subList(1, 4)) {
      assertThat(member.gossip.counts().pushed()).isZero();
      assertThat(member.gossip.counts().duplicates()).isZero();
    }
    members.forEach(Member::close);
  }

  @Test
  void largeTransaction_isPulledByAll() throws InterruptedException {
    List<Member> members = network();
    members.getFirst().pool.submit(tx(1, 120_000));
    for (Member member : members) {
      member.pool.await(1);
    }
    assertThat(members.get(1).gossip.counts().pulled()).isPositive();
    members.forEach(Member::close);
  }

  @Test
  void burst_ofThousands_reachesAllAndAFollower() throws InterruptedException {
    List<Member> members = network();
    Member follower = member(0, List.of(members.get(2)));
    follower.node.awaitUp(members.get(2).node);
    int count = 5000;
    for (int i = 0; i < count; i++) {
      members.get(i % 4).pool.submit(tx(i, 110));
    }
    for (Member member : members) {
      member.pool.await(count);
    }
    follower.pool.await(count);
    follower.pool.submit(tx(count, 110));
    for (Member member : members) {
      member.pool.await(count + 1);
    }
    follower.close();
    members.forEach(Member::close);
  }

  @Test
  void newPeer_isToldOfWhatIsPending() throws InterruptedException {
    Member first = member(0, List.of());
    for (int i = 0; i < 300; i++) {
      first.pool.submit(tx(i, 200));
    }
    Member second = member(0, List.of(first));
    second.pool.await(300);
    second.close();
    first.close();
  }
}
