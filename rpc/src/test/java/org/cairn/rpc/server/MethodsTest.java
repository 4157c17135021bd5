package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.rpc.server.FakeNode.CONTRACT;
import static org.cairn.rpc.server.FakeNode.TOPIC;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MethodsTest {
  private static final SecretKey KEY =
      SecretKey.fromHex("0x4646464646464646464646464646464646464646464646464646464646464646");
  private static final Address ECRECOVER = Address.fromHex("0x" + "0".repeat(39) + "1");
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final Address TO = Address.fromHex("0x00000000000000000000000000000000000000aa");
  private static final String TX_KEYS =
      "blockHash blockNumber blockTimestamp from gas gasPrice hash input nonce r s to"
          + " transactionIndex type v value";
  private static final String RECEIPT_KEYS =
      "blockHash blockNumber contractAddress cumulativeGasUsed effectiveGasPrice from gasUsed logs"
          + " logsBloom status to transactionHash transactionIndex type";
  private static final String BLOCK_KEYS =
      "difficulty extraData gasLimit gasUsed hash logsBloom miner mixHash nonce number parentHash"
          + " receiptsRoot sha3Uncles size stateRoot timestamp transactions transactionsRoot uncles"
          + " baseFeePerGas withdrawals withdrawalsRoot blobGasUsed excessBlobGas"
          + " parentBeaconBlockRoot requestsHash";

  private static FakeNode node;
  private static Endpoint rpc;
  private static HashedBlock block;
  private static SignedTransaction transfer;
  private static SignedTransaction creation;
  private static SignedTransaction unprotected;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of(SENDER, Wei.of(1_000_000_000_000L)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT, "*");
    transfer = TransactionCodec.sign(dynamicFee(5, TO, 40), KEY);
    creation = TransactionCodec.sign(dynamicFee(6, null, 9), KEY);
    unprotected =
        TransactionCodec.sign(
            new Transaction.Legacy(null, 7, Wei.of(1_500), 50_000, CONTRACT, Wei.ZERO, Bytes.EMPTY),
            KEY);
    block =
        node.finalize(
            List.of(transfer, creation, unprotected),
            List.of(
                FakeNode.receipt(2, true, 21_000, List.of()),
                FakeNode.receipt(2, false, 121_000, List.of()),
                FakeNode.receipt(
                    0, true, 150_000, List.of(FakeNode.log(TOPIC), FakeNode.log(Hash.ZERO)))));
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @AfterEach
  void reset() {
    node.answer = null;
    node.syncing = null;
    node.prunedBelow = 0;
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.EMPTY, 21_000, 0);
  }

  @Test
  void nodeMethods_anyTime_answer() {
    assertThat(text("web3_clientVersion", "[]")).isEqualTo("Cairn/v0.1.0/test/java25");
    assertThat(text("net_version", "[]")).isEqualTo("7357");
    assertThat(text("web3_sha3", "['0x']")).isEqualTo(Keccak256.hash(new byte[0]).toString());
    assertThat(rpc.result("net_listening", "[]").booleanValue()).isTrue();
    assertThat(text("net_peerCount", "[]")).isEqualTo("0x3");
    assertThat(text("eth_chainId", "null")).isEqualTo("0x1cbd");
    assertThat(rpc.result("eth_accounts", "[]").size()).isZero();
    assertThat(keys(rpc.result("rpc_modules", "[]")))
        .isEqualTo(set("admin cairn debug erigon eth net ots rpc testing trace txpool web3"));
  }

  @Test
  void syncing_atHead_isFalse() {
    assertThat(rpc.result("eth_syncing", "[]").booleanValue()).isFalse();
    node.syncing = new SyncStatus(0, 5, 255);
    assertThat(rpc.result("eth_syncing", "[]"))
        .isEqualTo(json("{'startingBlock':'0x0','currentBlock':'0x5','highestBlock':'0xff'}"));
  }

  @Test
  void blockNumber_afterBlock_isItsNumber() {
    assertThat(text("eth_blockNumber", "[]")).isEqualTo("0x1");
  }

  @Test
  void stateMethods_atEveryKindOfReference_answer() {
    for (String ref :
        List.of(
            "",
            ",'latest'",
            ",'safe'",
            ",'finalized'",
            ",'pending'",
            ",'earliest'",
            ",'0x1'",
            ",'0x01'",
            ",'" + block.hash() + "'",
            ",{'blockHash':'" + block.hash() + "','requireCanonical':true}",
            ",{'blockNumber':'0x1'}")) {
      assertThat(text("eth_getBalance", "['" + SENDER + "'" + ref + "]")).isEqualTo("0xe8d4a51000");
    }
    assertThat(text("eth_getBalance", "['" + TO + "']")).isEqualTo("0x0");
    assertThat(text("eth_getCode", "['" + CONTRACT + "','latest']")).isEqualTo("0x6001600255");
    assertThat(text("eth_getCode", "['" + TO + "','latest']")).isEqualTo("0x");
    assertThat(text("eth_getStorageAt", "['" + CONTRACT + "','0x1','latest']"))
        .isEqualTo("0x" + "0".repeat(62) + "2a");
    assertThat(text("eth_getStorageAt", "['" + CONTRACT + "','0x0']"))
        .isEqualTo("0x" + "0".repeat(64));
    assertThat(text("eth_getTransactionCount", "['" + SENDER + "','latest']")).isEqualTo("0x5");
  }

  @Test
  void transactionCount_pending_countsThePool() {
    SecretKey other = SecretKey.fromHex("0x" + "12".repeat(32));
    node.add(TransactionCodec.sign(dynamicFee(9, TO, 1), other));
    assertThat(
            text("eth_getTransactionCount", "['" + other.publicKey().toAddress() + "','pending']"))
        .isEqualTo("0xa");
  }

  @Test
  void stateMethods_unknownOrPrunedBlock_areErrors() {
    assertError(
        rpc.error("eth_getBalance", q("['" + TO + "','0x99']")), -32000, "header not found");
    node.prunedBelow = 1;
    assertError(
        rpc.error("eth_getBalance", q("['" + TO + "','0x0']")), -32000, "missing trie node");
  }

  @Test
  void getBlock_byNumberAndHash_hasExactlyTheKeys() {
    JsonNode byNumber = rpc.result("eth_getBlockByNumber", q("['latest',false]"));
    assertThat(keys(byNumber)).isEqualTo(set(BLOCK_KEYS));
    assertThat(byNumber).isEqualTo(rpc.result("eth_getBlockByHash", q("['" + block.hash() + "']")));
    assertThat(byNumber.get("hash").textValue()).isEqualTo(block.hash().toString());
    assertThat(byNumber.get("nonce").textValue()).isEqualTo("0x0000000000000000");
    assertThat(byNumber.get("size").textValue())
        .isEqualTo("0x" + Integer.toHexString(BlockCodec.encode(block.block()).size()));
    assertThat(byNumber.get("transactions").get(0).textValue())
        .isEqualTo(transfer.hash().toString());
    assertThat(byNumber.get("timestamp").textValue()).isEqualTo("0x6553f101");
    assertThat(byNumber.get("withdrawals").size()).isZero();
    assertThat(byNumber.get("uncles").size()).isZero();
  }

  @Test
  void getBlock_full_hasTransactionObjects() {
    JsonNode shown = rpc.result("eth_getBlockByNumber", q("['0x1',true]")).get("transactions");
    assertThat(shown.get(0))
        .isEqualTo(rpc.result("eth_getTransactionByHash", q("['" + transfer.hash() + "']")));
    assertThat(shown.size()).isEqualTo(3);
  }

  @Test
  void getBlock_unknown_isNull() {
    assertThat(rpc.result("eth_getBlockByNumber", q("['0x3e8',true]")).isNull()).isTrue();
    assertThat(rpc.result("eth_getBlockByHash", q("['" + TOPIC + "',true]")).isNull()).isTrue();
    assertThat(rpc.result("eth_getBlockReceipts", q("['0x3e8']")).isNull()).isTrue();
    assertThat(rpc.result("eth_getBlockTransactionCountByNumber", q("['0x3e8']")).isNull())
        .isTrue();
  }

  @Test
  void getBlock_pending_isOnTopOfTheHead() {
    JsonNode pending = rpc.result("eth_getBlockByNumber", q("['pending',true]"));
    assertThat(keys(pending)).isEqualTo(set(BLOCK_KEYS));
    assertThat(pending.get("number").textValue()).isEqualTo("0x2");
    assertThat(pending.get("parentHash").textValue()).isEqualTo(block.hash().toString());
    assertThat(pending.get("baseFeePerGas").textValue()).isEqualTo("0x3e9");
    assertThat(pending.get("hash").isNull()).isTrue();
    assertThat(pending.get("nonce").isNull()).isTrue();
    assertThat(pending.get("miner").isNull()).isTrue();
  }

  @Test
  void counts_ofBlock_areQuantities() {
    assertThat(text("eth_getBlockTransactionCountByNumber", "['0x1']")).isEqualTo("0x3");
    assertThat(text("eth_getBlockTransactionCountByHash", "['" + block.hash() + "']"))
        .isEqualTo("0x3");
    assertThat(text("eth_getUncleCountByBlockNumber", "['0x1']")).isEqualTo("0x0");
    assertThat(text("eth_getUncleCountByBlockHash", "['" + block.hash() + "']")).isEqualTo("0x0");
  }

  @Test
  void getTransaction_dynamicFee_hasExactlyTheKeys() {
    JsonNode found = rpc.result("eth_getTransactionByHash", q("['" + transfer.hash() + "']"));
    assertThat(keys(found))
        .isEqualTo(set(TX_KEYS + " accessList chainId yParity maxFeePerGas maxPriorityFeePerGas"));
    assertThat(found.get("gasPrice").textValue()).isEqualTo("0x410");
    assertThat(found.get("from").textValue()).isEqualTo(SENDER.toString());
    assertThat(found.get("blockTimestamp").textValue()).isEqualTo("0x6553f101");
    assertThat(found.get("v")).isEqualTo(found.get("yParity"));
    assertThat(found.get("accessList").get(0))
        .isEqualTo(
            json("{'address':'" + CONTRACT + "','storageKeys':['0x" + "0".repeat(63) + "1']}"));
    for (String method :
        List.of(
            "eth_getTransactionByBlockNumberAndIndex:['0x1','0x0']",
            "eth_getTransactionByBlockHashAndIndex:['" + block.hash() + "','0x0']")) {
      assertThat(
              rpc.result(
                  method.substring(0, method.indexOf(':')),
                  q(method.substring(method.indexOf(':') + 1))))
          .isEqualTo(found);
    }
    assertThat(rpc.result("eth_getTransactionByBlockNumberAndIndex", q("['0x1','0x3']")).isNull())
        .isTrue();
  }

  @Test
  void getTransaction_unprotected_hasNoChainId() {
    JsonNode found = rpc.result("eth_getTransactionByHash", q("['" + unprotected.hash() + "']"));
    assertThat(keys(found)).isEqualTo(set(TX_KEYS));
    assertThat(found.get("v").textValue()).isIn("0x1b", "0x1c");
    assertThat(found.get("gasPrice").textValue()).isEqualTo("0x5dc");
  }

  @Test
  void getTransaction_protectedLegacyPooled_hasNullBlock() {
    SignedTransaction pooled =
        TransactionCodec.sign(
            new Transaction.Legacy(
                FakeNode.CHAIN_ID, 8, Wei.of(2_000), 21_000, TO, Wei.of(1), Bytes.EMPTY),
            KEY);
    node.add(pooled);
    JsonNode found = rpc.result("eth_getTransactionByHash", q("['" + pooled.hash() + "']"));
    assertThat(keys(found)).isEqualTo(set(TX_KEYS + " chainId"));
    assertThat(found.get("blockHash").isNull()).isTrue();
    assertThat(found.get("blockNumber").isNull()).isTrue();
    assertThat(found.get("blockTimestamp").isNull()).isTrue();
    assertThat(found.get("transactionIndex").isNull()).isTrue();
    assertThat(found.get("v").textValue()).isIn("0x399d", "0x399e");
    assertThat(rpc.result("eth_getTransactionReceipt", q("['" + pooled.hash() + "']")).isNull())
        .isTrue();
  }

  @Test
  void getTransaction_unknown_isNull() {
    assertThat(rpc.result("eth_getTransactionByHash", q("['" + TOPIC + "']")).isNull()).isTrue();
    assertThat(rpc.result("eth_getTransactionReceipt", q("['" + TOPIC + "']")).isNull()).isTrue();
  }

  @Test
  void receipt_ofTransfer_hasExactlyTheKeys() {
    JsonNode receipt = rpc.result("eth_getTransactionReceipt", q("['" + transfer.hash() + "']"));
    assertThat(keys(receipt)).isEqualTo(set(RECEIPT_KEYS));
    assertThat(receipt.get("status").textValue()).isEqualTo("0x1");
    assertThat(receipt.get("type").textValue()).isEqualTo("0x2");
    assertThat(receipt.get("gasUsed").textValue()).isEqualTo("0x5208");
    assertThat(receipt.get("effectiveGasPrice").textValue()).isEqualTo("0x410");
    assertThat(receipt.get("contractAddress").isNull()).isTrue();
  }

  @Test
  void receipt_ofCreation_hasContractAddressAndNoTo() {
    JsonNode receipt = rpc.result("eth_getTransactionReceipt", q("['" + creation.hash() + "']"));
    assertThat(receipt.get("to").isNull()).isTrue();
    assertThat(receipt.get("status").textValue()).isEqualTo("0x0");
    assertThat(receipt.get("gasUsed").textValue()).isEqualTo("0x186a0");
    assertThat(receipt.get("contractAddress").textValue()).hasSize(42);
  }

  @Test
  void blockReceipts_anyReference_areAllReceipts() {
    JsonNode receipts = rpc.result("eth_getBlockReceipts", q("['latest']"));
    assertThat(receipts.size()).isEqualTo(3);
    assertThat(receipts.get(0))
        .isEqualTo(rpc.result("eth_getTransactionReceipt", q("['" + transfer.hash() + "']")));
    assertThat(receipts)
        .isEqualTo(rpc.result("eth_getBlockReceipts", q("['" + block.hash() + "']")));
    JsonNode log = receipts.get(2).get("logs").get(1);
    assertThat(keys(log))
        .isEqualTo(
            set(
                "address blockHash blockNumber blockTimestamp data logIndex removed topics"
                    + " transactionHash transactionIndex"));
    assertThat(log.get("logIndex").textValue()).isEqualTo("0x1");
    assertThat(log.get("transactionIndex").textValue()).isEqualTo("0x2");
    assertThat(log.get("removed").booleanValue()).isFalse();
  }

  @Test
  void getLogs_withFilters_findsTheLogs() {
    assertThat(logs("{'fromBlock':'0x0','toBlock':'latest'}")).isEqualTo(2);
    assertThat(logs("{'address':'" + CONTRACT + "','topics':['" + TOPIC + "']}")).isEqualTo(1);
    assertThat(logs("{'topics':[[null,'" + TOPIC + "']]}")).isEqualTo(2);
    assertThat(logs("{'topics':[null]}")).isEqualTo(2);
    assertThat(logs("{'topics':[null,'" + TOPIC + "']}")).isZero();
    assertThat(logs("{'address':['" + TO + "']}")).isZero();
    assertThat(logs("{'blockHash':'" + block.hash() + "'}")).isEqualTo(2);
    assertThat(logs("{'fromBlock':'earliest','toBlock':'0x0'}")).isZero();
  }

  @Test
  void getLogs_badRange_isInvalidParams() {
    assertError(
        rpc.error("eth_getLogs", q("[{'fromBlock':'0x1','toBlock':'0x0'}]")),
        -32602,
        "invalid block range params");
    assertError(
        rpc.error("eth_getLogs", q("[{'fromBlock':'0x1','toBlock':'0x99'}]")),
        -32602,
        "block range extends beyond current head block");
    assertError(
        rpc.error("eth_getLogs", q("[{'fromBlock':'0x1','blockHash':'" + TOPIC + "'}]")),
        -32602,
        "invalid argument 0: cannot specify both BlockHash and FromBlock/ToBlock");
    assertError(
        rpc.error("eth_getLogs", q("[{'blockHash':'" + TOPIC + "'}]")), -32000, "unknown block");
    assertError(
        rpc.error("eth_getLogs", q("[{'topics':[[],[],[],[],[]]}]")),
        -32602,
        "invalid argument 0: exceed max topics");
  }

  @Test
  void fees_fromHeadAndPool_areQuantities() {
    assertThat(text("eth_maxPriorityFeePerGas", "[]")).isEqualTo("0x28");
    assertThat(text("eth_gasPrice", "[]")).isEqualTo("0x411");
    assertThat(text("eth_baseFee", "[]")).isEqualTo("0x3e9");
    assertThat(text("eth_blobBaseFee", "[]")).isEqualTo("0x2");
  }

  @Test
  void feeHistory_withPercentiles_weighsTipsByGas() {
    assertThat(rpc.result("eth_feeHistory", q("['0x5','latest',[0,50,100]]")))
        .isEqualTo(
            json(
                "{'oldestBlock':'0x0','reward':[['0x0','0x0','0x0'],['0x9','0x9','0x1f4']],"
                    + "'baseFeePerGas':['0x3e8','0x3e8','0x3e9'],'gasUsedRatio':[0,0.005],"
                    + "'baseFeePerBlobGas':['0x1','0x1','0x2'],'blobGasUsedRatio':[0,0]}"));
  }

  @Test
  void feeHistory_withoutPercentiles_hasNoReward() {
    JsonNode history = rpc.result("eth_feeHistory", q("[1,'latest']"));
    assertThat(keys(history))
        .isEqualTo(
            set("oldestBlock baseFeePerGas gasUsedRatio baseFeePerBlobGas blobGasUsedRatio"));
    assertThat(history.get("oldestBlock").textValue()).isEqualTo("0x1");
  }

  @Test
  void feeHistory_badArguments_areErrors() {
    assertError(
        rpc.error("eth_feeHistory", q("['0x1','latest',[50,20]]")),
        -32602,
        "invalid reward percentile");
    assertError(
        rpc.error("eth_feeHistory", q("['0x1','0x77',[]]")), -32000, "request beyond head block");
  }

  @Test
  void call_success_answersOutput() {
    node.executor =
        (request, state, block) -> {
          assertThat(request.from()).isEqualTo(SENDER);
          assertThat(request.data()).isEqualTo(Bytes.fromHex("0xabcd"));
          assertThat(request.gasLimit()).isEqualTo(RpcLimits.DEFAULT.callGas());
          assertThat(block.header().baseFeePerGas()).isEqualTo(Wei.ZERO);
          return new CallOutcome.Success(Bytes.fromHex("0x2a"), 22_000, 0);
        };
    assertThat(
            text(
                "eth_call",
                "[{'from':'" + SENDER + "','to':'" + CONTRACT + "','data':'0xabcd'},'latest']"))
        .isEqualTo("0x2a");
  }

  @Test
  void call_revert_isCode3WithDataAndReason() {
    String data = "0x08c379a0" + "%064x%064x".formatted(32, 10) + "75736572206572726f72";
    node.executor = (_, _, _) -> new CallOutcome.Reverted(Bytes.fromHex(data), 30_000);
    for (String method : List.of("eth_call", "eth_estimateGas")) {
      JsonNode error = rpc.error(method, q("[{'to':'" + CONTRACT + "'}]"));
      assertError(error, 3, "execution reverted: user error");
      assertThat(error.get("data").textValue()).isEqualTo(data);
    }
  }

  @Test
  void call_halt_tellsTheReason() {
    node.executor =
        (_, _, _) ->
            new CallOutcome.Halted("invalidOpcode", "invalid opcode: opcode 0xfe not defined");
    assertError(
        rpc.error("eth_call", q("[{'to':'" + CONTRACT + "'}]")), -32000, "invalid opcode: ");
  }

  @Test
  void call_withFee_checksBaseFeeAndBalance() {
    assertError(
        rpc.error("eth_call", q("[{'to':'" + CONTRACT + "','gasPrice':'0x1'}]")),
        -32000,
        "max fee per gas less than block base fee: ");
    assertError(
        rpc.error(
            "eth_call",
            q("[{'from':'" + SENDER + "','maxFeePerGas':'0x3e8','maxPriorityFeePerGas':'0x3e9'}]")),
        -32000,
        "max priority fee per gas higher than max fee per gas");
    assertError(
        rpc.error("eth_call", q("[{'from':'" + TO + "','value':'0x1'}]")),
        -32000,
        "insufficient funds for gas * price + value: ");
    node.executor =
        (request, _, block) -> {
          assertThat(request.gasPrice()).isEqualTo(Wei.of(1_005));
          assertThat(block.header().baseFeePerGas()).isEqualTo(FakeNode.BASE_FEE);
          return new CallOutcome.Success(Bytes.EMPTY, 21_000, 0);
        };
    assertThat(
            text(
                "eth_call",
                "[{'from':'"
                    + SENDER
                    + "','gas':'0x5208','maxFeePerGas':'0x7d0','maxPriorityFeePerGas':'0x5'}]"))
        .isEqualTo("0x");
  }

  @Test
  void call_withOverrides_seesThem() {
    node.executor =
        (_, state, block) -> {
          assertThat(Objects.requireNonNull(state.account(TO)).balance()).isEqualTo(Wei.of(255));
          assertThat(state.code(Objects.requireNonNull(state.account(TO)).codeHash()))
              .isEqualTo(Bytes.fromHex("0x00"));
          assertThat(state.slot(CONTRACT, UInt256.ONE)).isEqualTo(UInt256.of(3));
          assertThat(state.slot(CONTRACT, UInt256.of(2))).isEqualTo(UInt256.ZERO);
          assertThat(block.header().number()).isEqualTo(100);
          assertThat(block.header().timestampSeconds()).isEqualTo(9);
          assertThat(block.blobBaseFee()).isEqualTo(Wei.of(7));
          assertThat(block.beaconRoot()).isEqualTo(FakeNode.TOPIC);
          assertThat(block.precompiles().moved()).containsExactly(Map.entry(SENDER, ECRECOVER));
          assertThat(block.precompiles().removed()).containsExactly(ECRECOVER);
          return new CallOutcome.Success(Bytes.EMPTY, 21_000, 0);
        };
    assertThat(
            text(
                "eth_call",
                "[{'to':'"
                    + TO
                    + "'},'latest',{'"
                    + TO
                    + "':{'balance':'0xff','code':'0x00'},'"
                    + CONTRACT
                    + "':{'stateDiff':{'0x01':'0x03'}},'"
                    + ECRECOVER
                    + "':{'movePrecompileToAddress':'"
                    + SENDER
                    + "'}},{'number':'0x64','time':'0x9','blobBaseFee':'0x7','withdrawals':[],"
                    + "'beaconRoot':'"
                    + FakeNode.TOPIC
                    + "'}]"))
        .isEqualTo("0x");
  }

  @Test
  void call_precompileMovedBadly_isRefused() {
    assertError(
        rpc.error(
            "eth_call",
            q("[{},'latest',{'" + TO + "':{'movePrecompileToAddress':'" + SENDER + "'}}]")),
        -32000,
        "account " + TO + " is not a precompile");
    assertError(
        rpc.error(
            "eth_call",
            q(
                "[{},'latest',{'%s':{'movePrecompileToAddress':'%s'}}]"
                    .formatted(ECRECOVER, ECRECOVER))),
        -38022,
        "account " + ECRECOVER + " is already overridden");
  }

  @Test
  void estimateGas_plainTransfer_isExactly21000() {
    node.executor = FakeNode.needing(21_000, 21_000);
    assertThat(
            text("eth_estimateGas", "[{'from':'" + SENDER + "','to':'" + TO + "','value':'0x1'}]"))
        .isEqualTo("0x5208");
  }

  @Test
  void estimateGas_callThatNeedsMoreThanItUses_isEnoughAndNotMuchMore() {
    node.executor = FakeNode.needing(100_000, 50_000);
    long gas =
        Long.decode(text("eth_estimateGas", "[{'to':'" + CONTRACT + "','input':'0x01'},'latest']"));
    assertThat(gas).isBetween(100_000L, 102_000L);
  }

  @Test
  void estimateGas_neverEnough_tellsTheAllowance() {
    node.executor = FakeNode.needing(Long.MAX_VALUE, 0);
    assertError(
        rpc.error("eth_estimateGas", q("[{'to':'" + CONTRACT + "','input':'0x01'}]")),
        -32000,
        "gas required exceeds allowance (16777216)");
    assertError(
        rpc.error(
            "eth_estimateGas",
            q(
                "[{'from':'"
                    + SENDER
                    + "','to':'"
                    + CONTRACT
                    + "','input':'0x01','gasPrice':'0x77359400'}]")),
        -32000,
        "gas required exceeds allowance (500)");
  }

  @Test
  void sendRaw_good_answersTheHash() {
    SignedTransaction signed = TransactionCodec.sign(dynamicFee(77, TO, 1), KEY);
    assertThat(text("eth_sendRawTransaction", "['" + signed.encoded() + "']"))
        .isEqualTo(signed.hash().toString());
  }

  @Test
  void sendRaw_refused_hasTextAndDetails() {
    node.answer =
        new Submission.Refused(
            "nonceTooLow",
            "nonce too low: next nonce 5, tx nonce 0",
            Map.of("expected", "5", "got", "0"));
    JsonNode error = rpc.error("eth_sendRawTransaction", q("['0x00']"));
    assertError(error, -32000, "nonce too low: next nonce 5, tx nonce 0");
    assertThat(error.get("data"))
        .isEqualTo(json("{'type':'nonceTooLow','expected':'5','got':'0'}"));
  }

  @Test
  void sendRaw_noTransaction_isInvalidParams() {
    assertError(
        rpc.error("eth_sendRawTransaction", q("['0xdeadbeef']")), -32602, "invalid argument 0");
    assertError(
        rpc.error("eth_sendRawTransaction", q("['deadbeef']")),
        -32602,
        "invalid argument 0: hex string without 0x prefix");
  }

  @Test
  void sendRawSync_notIncludedInTime_isCode4WithTheHash() {
    SignedTransaction signed = TransactionCodec.sign(dynamicFee(78, TO, 1), KEY);
    JsonNode error = rpc.error("eth_sendRawTransactionSync", q("['" + signed.encoded() + "',20]"));
    assertError(error, 4, "the transaction was added to the mempool but wasn't processed in");
    assertThat(error.get("data").textValue()).isEqualTo(signed.hash().toString());
  }

  private static Transaction dynamicFee(long nonce, @Nullable Address to, long tip) {
    return new Transaction.DynamicFee(
        FakeNode.CHAIN_ID,
        nonce,
        Wei.of(tip),
        Wei.of(2_000),
        100_000,
        to,
        Wei.of(1),
        Bytes.EMPTY,
        List.of(new AccessListEntry(CONTRACT, List.of(UInt256.ONE))));
  }

  private static int logs(String filter) {
    return rpc.result("eth_getLogs", q("[" + filter + "]")).size();
  }

  private static String text(String method, String params) {
    return rpc.result(method, q(params)).textValue();
  }

  private static void assertError(JsonNode error, int code, String start) {
    assertThat(error.get("message").textValue()).startsWith(start);
    assertThat(error.get("code").intValue()).isEqualTo(code);
  }

  private static String q(String text) {
    return text.replace('\'', '"');
  }

  private static JsonNode json(String text) {
    return Endpoint.read(q(text));
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Set<String> set(String words) {
    return new TreeSet<>(List.of(words.split(" ", -1)));
  }
}
