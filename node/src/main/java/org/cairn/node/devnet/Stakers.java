package org.cairn.node.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.genesis.keys.DepositData;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.client.Account;
import org.cairn.node.client.RpcClient;

/// Lets validators of a devnet come and go through the same doors as on any chain: the deposit
/// contract, and withdrawal requests by the owner of the stake. Speaks to the first node that runs.
public final class Stakers {
  private static final long PATIENCE_MINUTES = 20;

  /// What an owner needs for the fees of a few requests.
  private static final Wei POCKET_MONEY = Wei.ofGwei(StakingParameters.GWEI_PER_COIN);

  private final Devnet devnet;
  private final Consumer<String> progress;

  public Stakers(Devnet devnet, Consumer<String> progress) {
    this.devnet = devnet;
    this.progress = progress;
  }

  /// What a newcomer deposits.
  static long depositGwei(NetworkPlan plan) {
    return plan.staking().minStakeGwei();
  }

  /// Starts one more node, deposits for it, and returns when it has proposed a block.
  ///
  /// @return the newcomer's number
  public int add() {
    RpcClient node = node();
    NetworkPlan plan = devnet.plan();
    int newcomer = devnet.addNode(Instant.now());
    progress.accept("started validator %d as %s".formatted(newcomer, devnet.rpcUrl(newcomer)));
    Address owner = plan.accounts().payee(newcomer);
    Account bank = bank(node);
    String _ = bank.send(owner, POCKET_MONEY, Bytes.EMPTY);
    DepositData deposit =
        DepositData.sign(
            devnet.key(newcomer),
            WithdrawalCredentials.of(owner, true).bytes(),
            depositGwei(plan),
            devnet.network().spec().requireCairn().forkVersion());
    String hash =
        bank.send(plan.depositContract(), Wei.ofGwei(depositGwei(plan)), deposit.callData());
    progress.accept("deposited for %s in %s".formatted(devnet.publicKey(newcomer), hash));
    JsonNode _ =
        await(
            node,
            newcomer,
            staker -> {
              devnet.requireRunning(newcomer);
              return number(staker.path("thisEpoch"), "proposed") > 0;
            });
    progress.accept("validator " + newcomer + " has proposed a block");
    return newcomer;
  }

  /// Asks for a validator's stake as its owner, and returns when it is paid out.
  public void exit(int validator) {
    RpcClient node = node();
    SecretKey ownerKey = devnet.plan().accounts().payeeKey(validator);
    Account owner = new Account(node, ownerKey);
    String _ = bank(node).send(owner.address(), POCKET_MONEY, Bytes.EMPTY);
    String hash = owner.requestWithdrawal(devnet.publicKey(validator), 0);
    progress.accept("asked to leave in " + hash);
    JsonNode _ =
        await(node, validator, staker -> staker.path("status").asText().equals("withdrawn"));
    progress.accept("the stake of validator %d is paid out".formatted(validator));
  }

  /// Signs two votes with a validator's key that contradict each other, sends them to its peers,
  /// and returns when it is slashed and no longer votes.
  public void doubleSign(int validator) {
    RpcClient node = node();
    new DoubleSigner(devnet, validator).send(node);
    progress.accept("validator " + validator + " has signed two final blocks in one view");
    JsonNode slashed = await(node, validator, staker -> staker.path("slashed").asBoolean());
    progress.accept("slashed: %d Gwei are left".formatted(number(slashed, "balanceGwei")));
    JsonNode _ = await(node, validator, staker -> !staker.has("thisEpoch"));
    progress.accept("validator " + validator + " no longer votes");
  }

  private RpcClient node() {
    for (int i = 0; i < devnet.size(); i++) {
      if (devnet.pid(i) != null) {
        return new RpcClient(devnet.rpcUrl(i));
      }
    }
    throw new DevnetException("no validator runs: scripts/devnet starts them");
  }

  private Account bank(RpcClient node) {
    return new Account(node, devnet.plan().accounts().keys().getFirst());
  }

  /// Waits until a validator is as asked, and tells how its status changes on the way.
  private JsonNode await(RpcClient node, int validator, Predicate<JsonNode> goal) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    String told = "";
    while (System.nanoTime() < deadline) {
      JsonNode staker = node.call("cairn_getValidator", devnet.publicKey(validator).toString());
      String status = staker.path("status").asText();
      if (!status.isEmpty() && !status.equals(told)) {
        progress.accept("validator %d is %s".formatted(validator, status));
        told = status;
      }
      if (staker.isObject() && goal.test(staker)) {
        return staker;
      }
      Devnet.pause();
    }
    throw new DevnetException("validator " + validator + " is still " + told);
  }

  static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Long.decode(value.asText()) : 0;
  }
}
