package org.cairn.consensus.sim.stake;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What waits for a block: the requests of contracts, in one order that every block follows, and
/// the messages of validators. Every node of the world sees the same.
///
/// A wish becomes a request when the [Balance] allows it, and waits until then.
public final class RequestPool {
  private static final byte DEPOSIT = 0;
  private static final byte WITHDRAWAL = 1;
  private static final byte CONSOLIDATION = 2;

  private final StakePlan plan;
  private final Keys keys;
  private final Hash genesisHash;
  private final Balance balance;
  private final List<Bytes> requests = new ArrayList<>();
  private final List<SignedMessage> messages = new ArrayList<>();
  private final List<Wish> putOff = new ArrayList<>();

  public RequestPool(StakePlan plan, Keys keys, Hash genesisHash) {
    this.plan = plan;
    this.keys = keys;
    this.genesisHash = genesisHash;
    this.balance = new Balance(plan, keys);
  }

  /// The moment of a wish has come, at which this is the newest final stake.
  public void wish(Wish wish, StakingState newest) {
    if (balance.allows(wish, newest)) {
      post(wish, newest);
    } else {
      putOff.add(wish);
    }
  }

  /// Looks again at what had to wait.
  public void reconsider(StakingState newest) {
    List<Wish> waiting = List.copyOf(putOff);
    putOff.clear();
    waiting.forEach(wish -> wish(wish, newest));
  }

  private void post(Wish wish, StakingState newest) {
    switch (wish) {
      case Wish.Deposit deposit -> requests.add(deposit(deposit));
      case Wish.Withdraw(_, int key, long gwei, int asker) ->
          requests.add(
              Bytes.wrap(
                  ByteBuffer.allocate(77)
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .put(WITHDRAWAL)
                      .put(StakePlan.owner(asker).shared())
                      .put(keys.publicKey(key).shared())
                      .putLong(gwei)
                      .array()));
      case Wish.Consolidate(_, int from, int to, int asker) ->
          requests.add(
              Bytes.wrap(
                  ByteBuffer.allocate(117)
                      .put(CONSOLIDATION)
                      .put(StakePlan.owner(asker).shared())
                      .put(keys.publicKey(from).shared())
                      .put(keys.publicKey(to).shared())
                      .array()));
      case Wish.SignedExit(_, int key, int signer) -> {
        int index = newest.registry().indexOf(keys.publicKey(key));
        if (index >= 0) {
          say(new ExitMessage(ExitMessage.Kind.EXIT, newest.epoch(), index), signer);
        }
      }
    }
  }

  private Bytes deposit(Wish.Deposit wish) {
    Bytes publicKey = keys.publicKey(wish.key());
    Hash credentials = plan.credentials(wish.key()).bytes();
    DepositMessage message = new DepositMessage(publicKey, credentials, wish.gwei());
    Bytes signature =
        switch (wish.proof()) {
          case GOOD -> keys.sign(wish.key(), message.signingRoot(StakePlan.FORK_VERSION));
          case OF_ANOTHER_CHAIN ->
              keys.sign(wish.key(), message.signingRoot(StakePlan.OTHER_FORK_VERSION));
          case FORGED -> FakeBls.forged((int) wish.gwei());
        };
    return Bytes.wrap(
        ByteBuffer.allocate(193)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(DEPOSIT)
            .put(publicKey.shared())
            .put(credentials.shared())
            .putLong(wish.gwei())
            .put(signature.shared())
            .putLong(0)
            .array());
  }

  /// A validator has something to say, or somebody says it in its name.
  public void say(ExitMessage message, int signer) {
    Bytes signature = keys.sign(signer, message.signingRoot(StakePlan.FORK_VERSION, genesisHash));
    SignedMessage signed = new SignedMessage(message, signature);
    if (!messages.contains(signed)) {
      messages.add(signed);
    }
  }

  /// All messages that were ever said, the oldest first.
  public List<SignedMessage> messages() {
    return messages;
  }

  /// How many requests wait behind those that a chain has granted.
  public int waiting(int granted) {
    return requests.size() - granted;
  }

  /// The requests from one place on, as a block's execution gives them out (EIP-7685): of each type
  /// one list behind its type.
  public List<Bytes> requests(int from, int count) {
    List<Bytes> lists = new ArrayList<>();
    for (byte type = DEPOSIT; type <= CONSOLIDATION; type++) {
      ByteBuffer list = ByteBuffer.allocate(1 + 256 * count).put(type);
      for (Bytes request : requests.subList(from, from + count)) {
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
}
