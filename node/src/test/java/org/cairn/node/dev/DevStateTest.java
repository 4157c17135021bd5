package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;
import static org.cairn.node.dev.DevEndpoint.STRANGER;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevStateTest {
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

  private static final String SLOT =
      "0x0000000000000000000000000000000000000000000000000000000000000002";

  @Test
  void balance_set_isThereAtOnceAndInTheNextBlock() {
    assertThat(rpc.result("anvil_setBalance", "['%s','0x64']".formatted(STRANGER)).isNull())
        .isTrue();
    assertThat(rpc.balance(STRANGER)).isEqualTo(100);
    var _ = rpc.result("hardhat_setBalance", "['%s',7]".formatted(STRANGER));
    var _ = rpc.result("anvil_addBalance", "['%s','0x3']".formatted(STRANGER));
    var _ = rpc.result("evm_mine");
    assertThat(rpc.balance(STRANGER)).isEqualTo(10);
    assertThat(rpc.quantity("eth_getBalance", "['%s','0x1']".formatted(STRANGER))).isEqualTo(10);
  }

  @Test
  void proof_afterAnEditAndABlock_isOfTheBlocksRoot() {
    var _ = rpc.result("anvil_setStorageAt", "['%s','0x2','%s']".formatted(STRANGER, SLOT));
    var _ = rpc.result("evm_mine");
    JsonNode proof = rpc.result("eth_getProof", "['%s',['0x2'],'latest']".formatted(STRANGER));
    assertThat(proof.get("storageProof").get(0).get("value").textValue()).isEqualTo("0x2");
    assertThat(
            org.cairn.core.crypto.Keccak256.hash(
                    org.cairn.core.types.Bytes.fromHex(
                        proof.get("accountProof").get(0).textValue()))
                .toString())
        .isEqualTo(rpc.block("latest").get("stateRoot").textValue());
  }

  @Test
  void code_set_runs() {
    var _ = rpc.result("hardhat_setCode", "['%s','0x602a5f5260205ff3']".formatted(STRANGER));
    assertThat(rpc.quantity("eth_call", "[{'to':'%s'}]".formatted(STRANGER))).isEqualTo(42);
    var _ = rpc.result("anvil_setCode", "['%s','0x']".formatted(STRANGER));
    assertThat(rpc.result("eth_getCode", "['%s']".formatted(STRANGER)).textValue()).isEqualTo("0x");
  }

  @Test
  void storage_set_isReadByCode() {
    var _ = rpc.result("anvil_setCode", "['%s','0x6002545f5260205ff3']".formatted(STRANGER));
    assertThat(
            rpc.result("hardhat_setStorageAt", "['%s','0x2','%s']".formatted(STRANGER, SLOT))
                .booleanValue())
        .isTrue();
    assertThat(rpc.quantity("eth_call", "[{'to':'%s'}]".formatted(STRANGER))).isEqualTo(2);
    assertThat(rpc.result("eth_getStorageAt", "['%s','0x2']".formatted(STRANGER)).textValue())
        .isEqualTo(SLOT);
  }

  @Test
  void nonce_set_isTheNextOne() {
    var _ = rpc.result("anvil_setNonce", "['%s','0x5']".formatted(FIRST));
    String hash = rpc.send(FIRST, SECOND);
    assertThat(rpc.result("eth_getTransactionByHash", "['" + hash + "']").get("nonce").textValue())
        .isEqualTo("0x5");
  }

  @Test
  void edits_badArguments_areRefused() {
    for (String method : new String[] {"anvil_setBalance", "hardhat_setNonce", "anvil_setCode"}) {
      assertThat(rpc.error(method, "['0x12','0x1']").get("code").intValue()).isEqualTo(-32602);
      assertThat(rpc.error(method, "['%s']".formatted(FIRST)).get("code").intValue())
          .isEqualTo(-32602);
      assertThat(rpc.error(method, "['%s',{}]".formatted(FIRST)).get("code").intValue())
          .isEqualTo(-32602);
    }
    assertThat(
            rpc.error("anvil_setStorageAt", "['%s','0x0','0x%s']".formatted(FIRST, "1".repeat(65)))
                .get("code")
                .intValue())
        .isEqualTo(-32602);
  }

  @Test
  void baseFee_setForTheNextBlock_holdsForThatOneOnly() {
    var _ = rpc.result("anvil_setNextBlockBaseFeePerGas", "['0x12a05f200']");
    assertThat(rpc.result("eth_baseFee").textValue()).isEqualTo("0x12a05f200");
    assertThat(rpc.block("pending").get("baseFeePerGas").textValue()).isEqualTo("0x12a05f200");
    var _ = rpc.result("evm_mine");
    assertThat(rpc.block("latest").get("baseFeePerGas").textValue()).isEqualTo("0x12a05f200");
    var _ = rpc.result("evm_mine");
    assertThat(Long.decode(rpc.block("latest").get("baseFeePerGas").textValue()))
        .isEqualTo(5_000_000_000L * 7 / 8);
  }

  @Test
  void baseFee_zero_letsTransactionsBeFree() {
    var _ = rpc.result("hardhat_setNextBlockBaseFeePerGas", "['0x0']");
    String hash =
        rpc.result(
                "eth_sendTransaction",
                "[{'from':'%s','to':'%s','gasPrice':'0x0'}]".formatted(FIRST, SECOND))
            .textValue();
    assertThat(rpc.receipt(hash).get("effectiveGasPrice").textValue()).isEqualTo("0x0");
  }

  @Test
  void gasLimit_set_isThatOfTheBlocksToCome() {
    assertThat(rpc.result("evm_setBlockGasLimit", "['0xf4240']").booleanValue()).isTrue();
    var _ = rpc.result("anvil_mine", "[2]");
    assertThat(rpc.block("latest").get("gasLimit").textValue()).isEqualTo("0xf4240");
    JsonNode error =
        rpc.error(
            "eth_sendTransaction",
            "[{'from':'%s','to':'%s','gas':'0x1e8480'}]".formatted(FIRST, SECOND));
    assertThat(error.get("message").textValue()).startsWith("exceeds block gas limit");
    assertThat(rpc.error("evm_setBlockGasLimit", "['0x0']").get("code").intValue())
        .isEqualTo(-32602);
  }

  @Test
  void coinbase_set_getsTheTips() {
    var _ = rpc.result("hardhat_setCoinbase", "['%s']".formatted(STRANGER));
    assertThat(rpc.result("eth_coinbase").textValue()).isEqualTo(STRANGER);
    var _ =
        rpc.result(
            "eth_sendTransaction",
            "[{'from':'%s','to':'%s','maxPriorityFeePerGas':'0x1'}]".formatted(FIRST, SECOND));
    assertThat(rpc.block("latest").get("miner").textValue()).isEqualTo(STRANGER);
    assertThat(rpc.balance(STRANGER)).isEqualTo(21_000);
  }

  @Test
  void prevRandao_set_isOfTheNextBlockOnly() {
    var _ = rpc.result("hardhat_setPrevRandao", "['%s']".formatted(SLOT));
    var _ = rpc.result("evm_mine");
    assertThat(rpc.block("latest").get("mixHash").textValue()).isEqualTo(SLOT);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.block("latest").get("mixHash").textValue()).isNotEqualTo(SLOT);
  }

  @Test
  void dump_loadedAfterAReset_bringsTheAccountsBack() {
    var _ = rpc.result("anvil_setCode", "['%s','0x602a5f5260205ff3']".formatted(STRANGER));
    var _ = rpc.result("anvil_setStorageAt", "['%s','0x2','%s']".formatted(STRANGER, SLOT));
    var _ = rpc.send(FIRST, STRANGER);
    String dump = rpc.result("anvil_dumpState").textValue();
    var _ = rpc.result("anvil_reset");
    var _ = rpc.result("anvil_setStorageAt", "['%s','0x3','%s']".formatted(STRANGER, SLOT));
    assertThat(rpc.result("anvil_loadState", "['" + dump + "']").booleanValue()).isTrue();
    assertThat(rpc.balance(STRANGER)).isEqualTo(1);
    assertThat(rpc.quantity("eth_call", "[{'to':'%s'}]".formatted(STRANGER))).isEqualTo(42);
    assertThat(rpc.result("eth_getStorageAt", "['%s','0x2']".formatted(STRANGER)).textValue())
        .isEqualTo(SLOT);
    assertThat(rpc.quantity("eth_getStorageAt", "['%s','0x3']".formatted(STRANGER))).isZero();
    assertThat(rpc.quantity("eth_getTransactionCount", "['%s']".formatted(FIRST))).isEqualTo(1);
    assertThat(rpc.receipt(rpc.send(FIRST, SECOND)).get("status").textValue()).isEqualTo("0x1");
  }

  @Test
  void load_bytesThatAreNoState_areRefused() {
    for (String wrong : new String[] {"0x", "0x1234", "0x7b7d", "0x7b226163636f756e7473223a317d"}) {
      assertThat(rpc.error("anvil_loadState", "['" + wrong + "']").get("code").intValue())
          .as(wrong)
          .isEqualTo(-32602);
    }
  }

  @Test
  void nodeInfo_andMetadata_tellWhereTheChainIs() {
    var _ = rpc.result("evm_mine");
    var _ = rpc.result("evm_snapshot");
    JsonNode block = rpc.block("latest");
    JsonNode info = rpc.result("anvil_nodeInfo");
    assertThat(info.get("currentBlockNumber").textValue()).isEqualTo("0x1");
    assertThat(info.get("currentBlockHash")).isEqualTo(block.get("hash"));
    assertThat(info.get("hardFork").textValue()).isEqualTo("Osaka");
    assertThat(info.get("environment").get("chainId").longValue()).isEqualTo(22_476);
    JsonNode metadata = rpc.result("anvil_metadata");
    assertThat(metadata).isEqualTo(rpc.result("hardhat_metadata"));
    assertThat(metadata.get("latestBlockNumber").longValue()).isEqualTo(1);
    assertThat(metadata.get("snapshots").get("0x0").get(0).longValue()).isEqualTo(1);
    assertThat(metadata.get("snapshots").get("0x0").get(1)).isEqualTo(block.get("hash"));
  }

  @Test
  void chainId_another_isRefused() {
    assertThat(rpc.result("anvil_setChainId", "[22476]").isNull()).isTrue();
    assertThat(rpc.error("anvil_setChainId", "[1]").get("message").textValue())
        .contains("--chain-id");
  }
}
