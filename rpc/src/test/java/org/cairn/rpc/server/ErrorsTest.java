package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.Submission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients are told when it does not work: code, text, and data for programs.
class ErrorsTest {
  private static final Address RICH = Address.fromHex("0x" + "1".repeat(40));

  private static final Address POOR = Address.fromHex("0x" + "2".repeat(40));

  private static FakeNode node;
  private static Endpoint rpc;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of(RICH, Wei.of(1_000_000)));
    for (int i = 0; i < 4; i++) {
      HashedBlock _ = node.finalize(List.of(), List.of());
    }
    node.prunedBelow = 1;
    node.executor = FakeNode.needing(Long.MAX_VALUE, 0);
    rpc = new Endpoint(node, limits());
  }

  private static RpcLimits limits() {
    RpcLimits usual = RpcLimits.DEFAULT;
    return new RpcLimits(
        usual.maxBodyBytes(),
        usual.maxResponseBytes(),
        usual.maxBatch(),
        usual.maxConcurrentCalls(),
        usual.maxWaitingMessages(),
        usual.connections(),
        usual.callGas(),
        3,
        usual.maxLogs(),
        usual.maxFilters(),
        usual.filterIdle(),
        usual.maxSubscriptions(),
        usual.maxPushBytes(),
        usual.syncTimeout());
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  /// Errors whose `data` the specification's recorded exchanges settle have none of ours: unknown
  /// blocks and transactions, bad arguments, log ranges that cannot be, simulations.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth_nothing | [] | -32601 | the method eth_nothing does not exist/is not available | methodNotFound
          eth_getBalance | [] | -32602 | missing value for required argument 0 |
          eth_getBalance | ["0x1"] | -32602 | invalid argument 0: hex string of odd length |
          eth_getBalance | ["RICH","0x99"] | -32000 | header not found |
          eth_getBalance | ["RICH","0x0"] | -32000 | missing trie node: | stateNotKept
          eth_getProof | ["RICH",[],"0x0"] | -32000 | missing trie node: | stateNotKept
          eth_call | [{"to":"RICH","chainId":"0x5"}] | -32000 | chainId does not match node's (have=5, want=7357) | wrongChain
          eth_call | [{"from":"POOR","value":"0x1"}] | -32000 | insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1 | insufficientFunds
          eth_estimateGas | [{"from":"POOR","value":"0x1"}] | -32000 | insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1 | insufficientFunds
          eth_call | [{"from":"RICH","gas":"0x5208","maxFeePerGas":"0x1"}] | -32000 | max fee per gas less than block base fee: | feeCapBelowBaseFee
          eth_call | [{"from":"RICH","gas":"0x5208","maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x2"}] | -32000 | max priority fee per gas higher than max fee per gas | tipAboveFeeCap
          eth_createAccessList | [{"from":"RICH","maxFeePerGas":"0x1"}] | -32000 | max fee per gas less than block base fee: | feeCapBelowBaseFee
          eth_createAccessList | [{"from":"POOR","value":"0x1"}] | -32000 | insufficient funds for gas * price + value: balance 0, tx cost 1, overshot 1 | insufficientFunds
          eth_fillTransaction | [{"from":"RICH","to":"RICH","maxFeePerGas":"0x1","maxPriorityFeePerGas":"0x2"}] | -32000 | max priority fee per gas higher than max fee per gas | tipAboveFeeCap
          eth_call | [{"to":"RICH","input":"0x01"}] | -32000 | out of gas | outOfGas
          eth_estimateGas | [{"to":"RICH","input":"0x01"}] | -32000 | gas required exceeds allowance (16777216) | gasRequiredExceedsAllowance
          eth_getLogs | [{"fromBlock":"0x1","toBlock":"0x0"}] | -32602 | invalid block range params |
          eth_getLogs | [{"fromBlock":"0x0","toBlock":"0x99"}] | -32602 | block range extends beyond current head block |
          eth_getLogs | [{"fromBlock":"0x0"}] | -32602 | query exceeds max block range 3, retry with the range 0-2 | tooManyBlocks
          eth_getFilterChanges | ["0x1"] | -32000 | filter not found | filterNotFound
          eth_getFilterLogs | ["0x1"] | -32000 | filter not found | filterNotFound
          eth_feeHistory | ["0x1","0x99"] | -32000 | request beyond head block |
          eth_subscribe | ["newHeads"] | -32001 | notifications not supported |
          debug_traceTransaction | ["NONE"] | -32000 | transaction not found |
          debug_traceBlockByHash | ["NONE"] | -32000 | block NONE not found |
          debug_traceBlockByNumber | ["0x0"] | -32000 | genesis is not traceable |
          eth_simulateV1 | [{"blockStateCalls":[]}] | -32602 | empty input |
          eth_simulateV1 | [{"blockStateCalls":[{"blockOverrides":{"number":"0x1"}}]},"latest"] | -38020 | block numbers must be in order |
          eth_simulateV1 | [{"blockStateCalls":[{"calls":[{"value":"0x7d0"}]}]}] | -38014 | err: insufficient funds |
          testing_buildBlockV1 | ["HEAD",{},[]] | -32000 | no blocks are built here |
          """)
  void error_ofEachKind_hasCodeTextAndData(
      String method, String params, int code, String start, @Nullable String type) {
    JsonNode error = rpc.error(method, filled(params));
    assertThat(error.get("code").intValue()).isEqualTo(code);
    assertThat(error.get("message").textValue()).startsWith(filled(start));
    if (type == null) {
      assertThat(error.has("data")).isFalse();
    } else {
      assertThat(error.get("data").get("type").textValue()).isEqualTo(type);
    }
  }

  @Test
  void insufficientFunds_data_hasTheFigures() {
    JsonNode data =
        rpc.error("eth_call", filled("[{\"from\":\"RICH\",\"value\":\"0xf4241\"}]")).get("data");
    assertThat(data.get("sender").textValue()).isEqualTo(RICH.toString());
    assertThat(data.get("balance").textValue()).isEqualTo("1000000");
    assertThat(data.get("cost").textValue()).isEqualTo("1000001");
    assertThat(data.get("overshot").textValue()).isEqualTo("1");
  }

  @Test
  void tooManyBlocks_data_hasTheRangeToRetry() {
    JsonNode data = rpc.error("eth_getLogs", "[{\"fromBlock\":\"0x1\"}]").get("data");
    assertThat(data.get("limit").textValue()).isEqualTo("3");
    assertThat(data.get("retryFrom").textValue()).isEqualTo("1");
    assertThat(data.get("retryTo").textValue()).isEqualTo("3");
  }

  @Test
  void syncSubmission_noBlockInTime_isCodeFourWithTheHash() {
    SignedTransaction signed =
        TransactionCodec.sign(
            new Transaction.Legacy(
                FakeNode.CHAIN_ID, 5, Wei.of(1), 21_000, RICH, Wei.ZERO, Bytes.EMPTY),
            SecretKey.fromHex("0x" + "46".repeat(32)));
    JsonNode error =
        rpc.error("eth_sendRawTransactionSync", "[\"%s\",\"0x1\"]".formatted(signed.encoded()));
    assertThat(error.get("code").intValue()).isEqualTo(4);
    assertThat(error.get("message").textValue())
        .startsWith("the transaction was added to the mempool but wasn't processed in");
    assertThat(error.get("data").textValue()).isEqualTo(signed.hash().toString());
  }

  @Test
  void refusedTransaction_data_isWhatThePoolSays() {
    node.answer =
        new Submission.Refused(
            "nonceTooLow",
            "nonce too low: next nonce 5, tx nonce 0",
            Map.of("expected", "5", "got", "0"));
    JsonNode error = rpc.error("eth_sendRawTransaction", "[\"0x01\"]");
    node.answer = null;
    assertThat(error.get("code").intValue()).isEqualTo(-32000);
    assertThat(error.get("message").textValue())
        .isEqualTo("nonce too low: next nonce 5, tx nonce 0");
    assertThat(error.get("data").toString())
        .isEqualTo("{\"type\":\"nonceTooLow\",\"expected\":\"5\",\"got\":\"0\"}");
  }

  private static String filled(String text) {
    return text.replace("RICH", RICH.toString())
        .replace("POOR", POOR.toString())
        .replace("NONE", FakeNode.TOPIC.toString())
        .replace("HEAD", node.head().hash().toString());
  }
}
