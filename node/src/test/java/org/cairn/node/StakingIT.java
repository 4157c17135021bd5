package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.UInt256;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.client.RpcClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Validators come and go on a network of real processes, by what an operator can type.
class StakingIT {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final int NEWCOMER = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void validators_joinLeaveAndAreSlashed_whileTheChainGoesOn() {
    Path devnet = folder.resolve("devnet");
    try (LocalNetwork network = LocalNetwork.start(devnet, "--block-time", "0.25")) {
      var first = new RpcClient(network.rpc(0));

      String joined = network.devnet("add-validator");
      assertThat(joined).contains("validator 4 has proposed a block");
      JsonNode newcomer = first.call("cairn_getValidator", NEWCOMER);
      assertThat(newcomer.get("status").asText()).isEqualTo("active");

      assertThat(network.devnet("double-sign", "2")).contains("validator 2 no longer votes");
      JsonNode offender = first.call("cairn_getValidator", 2);
      assertThat(offender.get("slashed").asBoolean()).isTrue();
      long slashedIn = number(offender, "exitEpoch") - 2;
      assertThat(number(first.call("cairn_getEpoch"), "epoch")).isGreaterThanOrEqualTo(slashedIn);

      assertThat(network.devnet("exit", "3")).contains("the stake of validator 3 is paid out");
      NetworkPlan plan = NetworkFolder.open(devnet).plan();
      assertThat(balance(first, plan.accounts().payee(3).toString(), "latest"))
          .isGreaterThanOrEqualTo(GWEI.multiply(GWEI).multiply(BigInteger.valueOf(32)));
      newcomerEarns(first);

      for (int i : List.of(0, 1, 3, NEWCOMER)) {
        var node = new RpcClient("http://127.0.0.1:" + plan.listeners().rpcPort(i));
        stakeIsAccountedFor(node);
        coinsAreAccountedFor(node, plan);
      }
    }
  }

  /// Its balance is its deposit, what each epoch brought, and less what its missed views cost.
  private static void newcomerEarns(RpcClient node) {
    while (true) {
      long epoch = number(node.call("cairn_getEpoch"), "epoch");
      long balance = number(node.call("cairn_getValidator", NEWCOMER), "balanceGwei");
      long earned = 0;
      long lost = 0;
      for (long over = 0; over < epoch; over++) {
        for (JsonNode part : node.call("cairn_getRewards", over, NEWCOMER).get("validators")) {
          earned += number(part, "voteRewardGwei") + number(part, "proposalRewardGwei");
          lost += number(part, "penaltyGwei");
        }
      }
      if (number(node.call("cairn_getEpoch"), "epoch") == epoch) {
        assertThat(earned).as("the newcomer earns").isPositive();
        assertThat(balance).isEqualTo(32_000_000_000L + earned - lost);
        return;
      }
    }
  }

  /// What validators hold is what the ledger says, in one and the same state.
  private static void stakeIsAccountedFor(RpcClient node) {
    while (true) {
      JsonNode supply = node.call("cairn_getEpoch").get("supply");
      long held = 0;
      for (JsonNode validator : node.call("cairn_getValidators")) {
        held += number(validator, "balanceGwei");
      }
      JsonNode again = node.call("cairn_getEpoch").get("supply");
      if (supply.equals(again)) {
        assertThat(held)
            .isEqualTo(
                number(supply, "genesisGwei")
                    + number(supply, "depositedGwei")
                    + number(supply, "issuedGwei")
                    - number(supply, "penaltiesGwei")
                    - number(supply, "slashedGwei")
                    - number(supply, "forfeitedGwei")
                    - number(supply, "withdrawnGwei"));
        assertThat(number(supply, "slashedGwei")).isPositive();
        return;
      }
    }
  }

  /// Accounts hold what genesis gave them and what was paid out of stake, less burnt base fees.
  private static void coinsAreAccountedFor(RpcClient node, NetworkPlan plan) {
    String last = node.call("eth_blockNumber").asText();
    BigInteger expected =
        plan.accounts()
            .balance()
            .value()
            .toBigInteger()
            .multiply(BigInteger.valueOf(plan.accounts().count()));
    for (long number = 1; number <= Long.decode(last); number++) {
      JsonNode block = node.call("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
      expected = expected.subtract(big(block, "baseFeePerGas").multiply(big(block, "gasUsed")));
      for (JsonNode withdrawal : block.get("withdrawals")) {
        expected = expected.add(big(withdrawal, "amount").multiply(GWEI));
      }
    }
    List<String> accounts = new ArrayList<>();
    plan.accounts().keys().forEach(key -> accounts.add(key.publicKey().toAddress().toString()));
    for (int i = 0; i <= NEWCOMER; i++) {
      accounts.add(plan.accounts().payee(i).toString());
    }
    for (Predeploy contract : Predeploy.values()) {
      accounts.add(contract.address().toString());
    }
    BigInteger held = BigInteger.ZERO;
    for (String account : accounts) {
      held = held.add(balance(node, account, last));
    }
    assertThat(held).isEqualTo(expected);
  }

  private static BigInteger balance(RpcClient node, String account, String block) {
    return node.quantity("eth_getBalance", account, block).toBigInteger();
  }

  private static BigInteger big(JsonNode object, String name) {
    return UInt256.fromHex(object.get(name).asText()).toBigInteger();
  }

  private static long number(JsonNode object, String name) {
    return Long.decode(object.get(name).asText());
  }
}
