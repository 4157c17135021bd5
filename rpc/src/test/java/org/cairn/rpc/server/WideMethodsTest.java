package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Proofs, batched slots, the pool's content, encodings, forks and the node's own data.
class WideMethodsTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final Address TO = Address.fromHex("0x00000000000000000000000000000000000000aa");
  private static final String WORD = "0x" + "0".repeat(62) + "2a";

  private static FakeNode node;
  private static Endpoint rpc;
  private static HashedBlock block;
  private static SignedTransaction mined;
  private static SignedTransaction pooled;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of(SENDER, Wei.of(1_000_000_000_000L)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    mined = TransactionCodec.sign(transfer(4, TO), KEY);
    pooled = TransactionCodec.sign(transfer(5, null), KEY);
    block = node.finalize(List.of(mined), List.of(FakeNode.receipt(0, true, 21_000, List.of())));
    node.add(pooled);
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void finality_ofBlocksAndEpochs_isProven() {
    assertThat(rpc.result("cairn_consensusStatus", "[]").get("epoch").intValue()).isEqualTo(2);
    JsonNode proof = rpc.result("cairn_getFinalityProof", json("['latest']"));
    assertThat(proof.get("number").textValue()).isEqualTo("0x1");
    assertThat(proof.get("proof").textValue()).isEqualTo("0xc0");
    assertThat(rpc.result("cairn_getFinalityProof", json("['earliest']")).isNull()).isTrue();
    JsonNode ends = rpc.result("cairn_getEpochCertificates", json("['0x1','0xff']"));
    assertThat(ends.size()).isEqualTo(1);
    assertThat(ends.get(0).get("epoch").textValue()).isEqualTo("0x1");
    assertThat(ends.get(0).get("lastBlock").textValue()).isEqualTo("0x40");
    assertThat(rpc.result("cairn_getEpochCertificates", json("['0x5','0x1']")).size()).isZero();
  }

  @Test
  void getProof_slots_keepTheKeysAsGiven() {
    String whole = "0x" + "0".repeat(63) + "1";
    JsonNode proof =
        rpc.result(
            "eth_getProof", json("['%s',['0x01','%s']]".formatted(FakeNode.CONTRACT, whole)));
    assertThat(proof.get("address").textValue()).isEqualTo(FakeNode.CONTRACT.toString());
    assertThat(proof.get("nonce").textValue()).isEqualTo("0x1");
    assertThat(proof.get("accountProof").size()).isEqualTo(1);
    assertThat(proof.get("storageProof").get(0).get("key").textValue()).isEqualTo("0x1");
    assertThat(proof.get("storageProof").get(1).get("key").textValue()).isEqualTo(whole);
    assertThat(proof.get("storageProof").get(1).get("value").textValue()).isEqualTo("0x2a");
  }

  @Test
  void provenState_block_hasHeaderAndFinality() {
    JsonNode proven =
        rpc.result("cairn_getProof", json("['%s',['0x1'],'0x1']".formatted(FakeNode.CONTRACT)));
    assertThat(proven.get("state").get("storageProof").size()).isEqualTo(1);
    assertThat(proven.get("header").textValue())
        .isEqualTo(HeaderCodec.encode(block.block().header()).toString());
    assertThat(proven.get("finality").get("proof").textValue()).isEqualTo("0xc0");
  }

  @Test
  void getProof_stateNotKept_isAnError() {
    node.prunedBelow = 1;
    JsonNode error = rpc.error("eth_getProof", json("['%s',[],'0x0']".formatted(TO)));
    node.prunedBelow = 0;
    assertThat(error.get("code").intValue()).isEqualTo(-32000);
    assertThat(error.get("message").textValue()).startsWith("missing trie node");
  }

  @Test
  void getStorageValues_manyAccounts_areWordsInTheOrderAsked() {
    JsonNode values =
        rpc.result(
            "eth_getStorageValues",
            json("[{'%s':['0x0'],'%s':['0x1','0x2']}]".formatted(TO, FakeNode.CONTRACT)));
    assertThat(values.get(TO.toString()).get(0).textValue()).isEqualTo("0x" + "0".repeat(64));
    assertThat(values.get(FakeNode.CONTRACT.toString()).get(0).textValue()).isEqualTo(WORD);
    assertThat(values.get(FakeNode.CONTRACT.toString()).size()).isEqualTo(2);
  }

  @Test
  void getStorageValues_nothingOrTooMuch_isRefused() {
    assertThat(rpc.error("eth_getStorageValues", "[{}]").get("code").intValue()).isEqualTo(-32602);
    String keys = "'0x1',".repeat(1024) + "'0x1'";
    assertThat(
            rpc.error("eth_getStorageValues", json("[{'%s':[%s]}]".formatted(TO, keys)))
                .get("code")
                .intValue())
        .isEqualTo(-32602);
  }

  @Test
  void getAccountInfo_contract_hasBalanceNonceAndCode() {
    JsonNode info = rpc.result("eth_getAccountInfo", json("['" + FakeNode.CONTRACT + "']"));
    assertThat(info.get("balance").textValue()).isEqualTo("0x0");
    assertThat(info.get("nonce").textValue()).isEqualTo("0x1");
    assertThat(info.get("code").textValue()).isEqualTo(FakeNode.CODE.toString());
  }

  @Test
  void uncles_ofFinalBlocks_areNone() {
    assertThat(rpc.result("eth_getUncleByBlockNumberAndIndex", json("['0x1','0x0']")).isNull())
        .isTrue();
    assertThat(
            rpc.result("eth_getUncleByBlockHashAndIndex", json("['" + block.hash() + "','0x0']"))
                .isNull())
        .isTrue();
  }

  @Test
  void pool_content_isBySenderAndNonce() {
    assertThat(rpc.result("txpool_status", "[]"))
        .isEqualTo(Endpoint.read(json("{'pending':'0x1','queued':'0x0'}")));
    JsonNode bySender = rpc.result("txpool_content", "[]").get("pending");
    String checksummed = bySender.fieldNames().next();
    assertThat(checksummed).isEqualToIgnoringCase(SENDER.toString());
    assertThat(checksummed).isNotEqualTo(SENDER.toString());
    assertThat(bySender.get(checksummed).get("5").get("hash").textValue())
        .isEqualTo(pooled.hash().toString());
    assertThat(bySender.get(checksummed).get("5").get("blockHash").isNull()).isTrue();
    assertThat(rpc.result("txpool_contentFrom", json("['" + SENDER + "']")).get("pending").get("5"))
        .isEqualTo(bySender.get(checksummed).get("5"));
    assertThat(
            rpc.result("txpool_inspect", "[]").get("pending").get(checksummed).get("5").textValue())
        .isEqualTo("contract creation: 1 wei + 50000 gas × 1500 wei");
  }

  @Test
  void rawGetters_block_areItsEncodings() {
    assertThat(rpc.result("debug_getRawBlock", json("['0x1']")).textValue())
        .isEqualTo(BlockCodec.encode(block.block()).toString());
    assertThat(rpc.result("debug_getRawHeader", json("['latest']")).textValue())
        .isEqualTo(HeaderCodec.encode(block.block().header()).toString());
    assertThat(rpc.result("debug_getRawReceipts", json("['0x1']")).size()).isEqualTo(1);
    assertThat(rpc.error("debug_getRawBlock", json("['0x99']")).get("code").intValue())
        .isEqualTo(-32000);
    assertThat(rpc.error("debug_getRawHeader", json("['2']")).get("code").intValue())
        .isEqualTo(-32602);
  }

  @Test
  void rawTransaction_minedPooledUnknown_isItsEncodingOrNothing() {
    assertThat(raw(mined.hash().toString())).isEqualTo(mined.encoded().toString());
    assertThat(raw(pooled.hash().toString())).isEqualTo(pooled.encoded().toString());
    assertThat(raw("0x" + "11".repeat(32))).isEqualTo("0x");
  }

  @Test
  void rawTransaction_byPlaceOrHash_isTheSame() {
    String encoded = mined.encoded().toString();
    String hash = block.hash().toString();
    assertThat(text("eth_getRawTransactionByHash", "['" + mined.hash() + "']")).isEqualTo(encoded);
    assertThat(text("eth_getRawTransactionByBlockNumberAndIndex", "['0x1','0x0']"))
        .isEqualTo(encoded);
    assertThat(text("eth_getRawTransactionByBlockHashAndIndex", "['" + hash + "','0x0']"))
        .isEqualTo(encoded);
    assertThat(text("eth_getRawTransactionByBlockNumberAndIndex", "['0x1','0x9']")).isEqualTo("0x");
    assertThat(text("eth_getRawTransactionByBlockNumberAndIndex", "['0x99','0x0']"))
        .isEqualTo("0x");
  }

  @Test
  void header_byNumberOrHash_isThatOfTheBlock() {
    JsonNode header = rpc.result("eth_getHeaderByNumber", json("['0x1']"));
    assertThat(header.get("hash").textValue()).isEqualTo(block.hash().toString());
    assertThat(header.get("number").textValue()).isEqualTo("0x1");
    assertThat(header.has("transactions")).isFalse();
    assertThat(rpc.result("eth_getHeaderByHash", json("['" + block.hash() + "']")))
        .isEqualTo(header);
    assertThat(rpc.result("eth_getHeaderByNumber", json("['0x99']")).isNull()).isTrue();
  }

  @Test
  void badBlocks_anyTime_areNone() {
    assertThat(rpc.result("debug_getBadBlocks", "[]").size()).isZero();
  }

  @Test
  void config_oneFork_hasNoNextAndNoLast() {
    JsonNode config = rpc.result("eth_config", "[]");
    assertThat(config.get("next").isNull()).isTrue();
    assertThat(config.get("last").isNull()).isTrue();
    assertThat(config.get("current").get("forkId").textValue()).isEqualTo("0x01020304");
    assertThat(config.get("current").get("blobSchedule").get("max").intValue()).isEqualTo(9);
    assertThat(config.get("current").get("precompiles").get("ID").textValue()).endsWith("04");
  }

  @Test
  void capabilities_window_isTold() {
    JsonNode found = rpc.result("eth_capabilities", "[]");
    assertThat(found.get("head").get("hash").textValue()).isEqualTo(block.hash().toString());
    assertThat(found.get("state").get("deleteStrategy").get("retentionBlocks").textValue())
        .isEqualTo("0x80");
    assertThat(found.get("logs").has("deleteStrategy")).isFalse();
    assertThat(found.get("stateproofs").get("oldestBlock").textValue()).isEqualTo("0x0");
  }

  @Test
  void administration_node_tellsItselfAndItsPeers() {
    assertThat(rpc.result("eth_coinbase", "[]").textValue())
        .isEqualTo(FakeNode.CONTRACT.toString());
    JsonNode info = rpc.result("admin_nodeInfo", "[]");
    assertThat(info.get("id").textValue()).isEqualTo("bb");
    assertThat(info.get("protocols").get("cairn").get("network").longValue())
        .isEqualTo(FakeNode.CHAIN_ID);
    assertThat(
            rpc.result("admin_peers", "[]").get(0).get("network").get("remoteAddress").textValue())
        .isEqualTo("10.0.0.2:30303");
  }

  @Test
  void createAccessList_listThatGrows_isAskedForUntilItIsComplete() {
    JsonNode found = rpc.result("eth_createAccessList", json("[{'to':'" + TO + "'},'latest']"));
    assertThat(found.get("gasUsed").textValue()).isEqualTo("0x7530");
    assertThat(found.get("accessList").get(0).get("storageKeys").size()).isEqualTo(3);
    assertThat(found.has("error")).isFalse();
  }

  @Test
  void fillTransaction_transfer_hasNonceFeesAndGas() {
    JsonNode filled =
        rpc.result(
                "eth_fillTransaction",
                json("[{'from':'%s','to':'%s','value':'0x1'}]".formatted(SENDER, TO)))
            .get("tx");
    assertThat(filled.get("type").textValue()).isEqualTo("0x2");
    assertThat(filled.get("nonce").textValue()).isEqualTo("0x6");
    assertThat(filled.get("gas").textValue()).isEqualTo("0x5208");
    assertThat(filled.get("chainId").textValue()).isEqualTo("0x1cbd");
    assertThat(filled.get("gasPrice")).isEqualTo(filled.get("maxFeePerGas"));
    assertThat(filled.has("r")).isFalse();
  }

  @Test
  void fillTransaction_givenMembers_areKept() {
    JsonNode filled =
        rpc.result(
                "eth_fillTransaction",
                json(
                    "[{'from':'%s','to':'%s','gasPrice':'0x7d0','nonce':'0x9','gas':'0xffff'}]"
                        .formatted(SENDER, TO)))
            .get("tx");
    assertThat(filled.get("type").textValue()).isEqualTo("0x0");
    assertThat(filled.get("nonce").textValue()).isEqualTo("0x9");
    assertThat(filled.get("gas").textValue()).isEqualTo("0xffff");
    assertThat(filled.get("gasPrice").textValue()).isEqualTo("0x7d0");
  }

  @Test
  void fillTransaction_emptyCreationOrTipAboveCap_isRefused() {
    assertThat(
            rpc.error("eth_fillTransaction", json("[{'from':'" + SENDER + "'}]"))
                .get("message")
                .textValue())
        .startsWith("contract creation without any data");
    assertThat(
            rpc.error(
                    "eth_fillTransaction",
                    json(
                        "[{'to':'%s','maxFeePerGas':'0x1','maxPriorityFeePerGas':'0x2'}]"
                            .formatted(TO)))
                .get("message")
                .textValue())
        .contains("maxPriorityFeePerGas");
  }

  private static String raw(String hash) {
    return text("debug_getRawTransaction", "['" + hash + "']");
  }

  private static String text(String method, String params) {
    return rpc.result(method, json(params)).textValue();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Transaction transfer(long nonce, @Nullable Address to) {
    return new Transaction.Legacy(
        FakeNode.CHAIN_ID, nonce, Wei.of(1_500), 50_000, to, Wei.of(1), Bytes.EMPTY);
  }
}
