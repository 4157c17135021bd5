package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevMiningTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private DevEndpoint rpc;

  @BeforeEach
  void start() {
    rpc = new DevEndpoint();
  }

  @AfterEach
  void stop() {
    rpc.close();
  }

  @Test
  void sendTransaction_automine_hasItsBlockAndReceiptAtOnce() {
    JsonNode receipt = rpc.receipt(rpc.send(FIRST, SECOND));
    assertThat(receipt.get("status").textValue()).isEqualTo("0x1");
    assertThat(receipt.get("blockNumber").textValue()).isEqualTo("0x1");
    assertThat(receipt.get("from").textValue()).isEqualTo(FIRST);
    assertThat(rpc.result("txpool_status").get("pending").textValue()).isEqualTo("0x0");
    assertThat(rpc.block("finalized")).isEqualTo(rpc.block("latest"));
  }

  @Test
  void sendTransaction_thatReverts_isInABlockWhenItsGasIsGiven() {
    String call = "{'from':'%s','data':'0x60006000fd'%s}";
    JsonNode estimated = rpc.error("eth_sendTransaction", "[" + call.formatted(FIRST, "") + "]");
    assertThat(estimated.get("code").intValue()).isEqualTo(3);
    assertThat(estimated.get("data").textValue()).isEqualTo("0x");
    String hash =
        rpc.result("eth_sendTransaction", "[" + call.formatted(FIRST, ",'gas':'0x186a0'") + "]")
            .textValue();
    assertThat(rpc.receipt(hash).get("status").textValue()).isEqualTo("0x0");
  }

  @Test
  void sendTransaction_fromAStranger_isRefused() {
    JsonNode error =
        rpc.error(
            "eth_sendTransaction",
            "[{'from':'%s','to':'%s'}]".formatted(DevEndpoint.STRANGER, FIRST));
    assertThat(error.get("message").textValue()).startsWith("unknown account");
    assertThat(rpc.height()).isZero();
  }

  @Test
  void sendTransaction_belowTheBaseFeeThatWasSet_isRefusedAndNotPooled() {
    var _ = rpc.result("hardhat_setNextBlockBaseFeePerGas", "['0x77359400']");
    JsonNode error =
        rpc.error(
            "eth_sendTransaction",
            "[{'from':'%s','to':'%s','gas':'0x5208','maxFeePerGas':'0x713fb300'}]"
                .formatted(FIRST, SECOND));
    assertThat(error.get("message").textValue())
        .startsWith("max fee per gas less than block base fee");
    assertThat(rpc.result("txpool_status").get("pending").textValue()).isEqualTo("0x0");
    assertThat(rpc.height()).isZero();
    assertThat(rpc.receipt(rpc.send(FIRST, SECOND)).get("status").textValue()).isEqualTo("0x1");
    assertThat(rpc.block("latest").get("baseFeePerGas").textValue()).isEqualTo("0x77359400");
  }

  @Test
  void sendTransaction_behindAGap_waitsUntilTheGapIsFilled() {
    String call = "[{'from':'%s','to':'%s','nonce':'0x%d'}]";
    String later = rpc.result("eth_sendTransaction", call.formatted(FIRST, SECOND, 1)).textValue();
    assertThat(rpc.receipt(later).isNull()).isTrue();
    assertThat(rpc.height()).isZero();
    String first = rpc.result("eth_sendTransaction", call.formatted(FIRST, SECOND, 0)).textValue();
    assertThat(rpc.receipt(first).get("status").textValue()).isEqualTo("0x1");
    assertThat(rpc.receipt(later).get("status").textValue()).isEqualTo("0x1");
  }

  @Test
  void mine_withoutAutomine_takesWhatWaits() {
    assertThat(rpc.result("evm_setAutomine", "[false]").isNull()).isTrue();
    assertThat(rpc.result("hardhat_getAutomine").booleanValue()).isFalse();
    String hash = rpc.send(FIRST, SECOND);
    assertThat(rpc.receipt(hash).isNull()).isTrue();
    assertThat(rpc.result("evm_mine").textValue()).isEqualTo("0x0");
    assertThat(rpc.receipt(hash).get("blockNumber").textValue()).isEqualTo("0x1");
  }

  @Test
  void mine_severalWays_makesAsManyBlocks() {
    var _ = rpc.result("evm_mine");
    var _ = rpc.result("evm_mine", "[{'blocks':3}]");
    var _ = rpc.result("anvil_mine", "['0x2']");
    var _ = rpc.result("hardhat_mine", "[]");
    assertThat(rpc.height()).isEqualTo(7);
  }

  @Test
  void mine_withATime_hasIt() {
    long at = rpc.timestamp() + 1_000;
    var _ = rpc.result("evm_mine", "[" + at + "]");
    assertThat(rpc.timestamp()).isEqualTo(at);
    var _ = rpc.result("evm_mine", "[{'timestamp':%d,'blocks':2}]".formatted(at + 10));
    assertThat(rpc.height()).isEqualTo(3);
    assertThat(Long.decode(rpc.block("0x2").get("timestamp").textValue())).isEqualTo(at + 10);
  }

  @Test
  void mine_withAnInterval_setsTheBlocksSoFarApart() {
    var _ = rpc.result("anvil_mine", "['0x4','0x3c']");
    long[] times =
        LongStream.rangeClosed(1, 4)
            .map(number -> Long.decode(rpc.block("0x" + number).get("timestamp").textValue()))
            .toArray();
    for (int i = 1; i < times.length; i++) {
      assertThat(times[i] - times[i - 1]).isEqualTo(60);
    }
  }

  /// Blocks that come faster than one a second are ahead of the clock.
  @Test
  void increaseTime_afterManyBlocksAtOnce_makesTheNextAsMuchLater() {
    var _ = rpc.result("anvil_mine", "['0x64']");
    long before = rpc.timestamp();
    var _ = rpc.result("evm_increaseTime", "[1000]");
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp()).isBetween(before + 1_000, before + 1_100);
  }

  /// Without which hardhat's helpers refuse to work.
  @Test
  void clientVersion_anyTime_beginsAsHardhatExpects() {
    assertThat(rpc.result("web3_clientVersion").textValue()).isEqualTo("anvil/Cairn/test");
  }

  @Test
  void mine_badArguments_areRefused() {
    assertThat(rpc.error("evm_mine", "['x']").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("evm_mine", "[1]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("anvil_mine", "[-1]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("anvil_mine", "[100001]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("evm_setAutomine", "[]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.height()).isZero();
  }
}
