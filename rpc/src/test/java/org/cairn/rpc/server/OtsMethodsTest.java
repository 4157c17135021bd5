package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the explorer Otterscan asks for: a chain of five blocks, the middle one with three
/// transactions to a friend, the others with one to a contract each.
class OtsMethodsTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final Address FRIEND = Address.fromHex("0x" + "0f".repeat(20));
  private static final Bytes INPUT = Bytes.fromHex("0xa9059cbb" + "00".repeat(32));
  private static final String NOWHERE = "[\"0x" + "99".repeat(32) + "\"]";

  private static final List<SignedTransaction> sent = new ArrayList<>();
  private static Endpoint rpc;
  private static HashedBlock third;

  @BeforeAll
  static void start() {
    FakeNode node = new FakeNode(Map.of(SENDER, Wei.of(1_000_000)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    List<HashedBlock> made = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      List<SignedTransaction> transactions = new ArrayList<>();
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < (number == 3 ? 3 : 1); i++) {
        transactions.add(number == 3 ? transfer() : call());
        receipts.add(
            number == 3
                ? FakeNode.receipt(0, true, 21_000L * (i + 1), List.of())
                : FakeNode.receipt(0, true, 50_000, List.of(FakeNode.log(FakeNode.TOPIC))));
        sent.add(transactions.getLast());
      }
      made.add(node.finalize(transactions, receipts));
    }
    third = made.get(2);
  }

  private static SignedTransaction transfer() {
    return TransactionCodec.sign(
        new Transaction.Legacy(
            FakeNode.CHAIN_ID, sent.size(), Wei.of(1_500), 21_000, FRIEND, Wei.of(1), Bytes.EMPTY),
        KEY);
  }

  private static SignedTransaction call() {
    return TransactionCodec.sign(
        new Transaction.Legacy(
            FakeNode.CHAIN_ID,
            sent.size(),
            Wei.of(1_500),
            90_000,
            FakeNode.CONTRACT,
            Wei.ZERO,
            INPUT),
        KEY);
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void apiLevel_anyTime_isEight() {
    assertThat(rpc.result("ots_getApiLevel", "[]").intValue()).isEqualTo(8);
  }

  @Test
  void hasCode_contractAndAccount_differ() {
    assertThat(hasCode(FakeNode.CONTRACT, "\"latest\"")).isTrue();
    assertThat(hasCode(FakeNode.CONTRACT, "3")).isTrue();
    assertThat(hasCode(SENDER, "\"0x1\"")).isFalse();
  }

  private static boolean hasCode(Address address, String block) {
    return rpc.result("ots_hasCode", "[\"" + address + "\"," + block + "]").booleanValue();
  }

  @Test
  void internalOperations_failedCreation_isLeftOut() {
    JsonNode operations = rpc.result("ots_getInternalOperations", hash(0));
    assertThat(operations.isEmpty()).isTrue();
    assertThat(rpc.result("ots_getInternalOperations", NOWHERE).isNull()).isTrue();
  }

  @Test
  void traceTransaction_calls_haveDepthAndValue() {
    JsonNode calls = rpc.result("ots_traceTransaction", hash(0));
    assertThat(calls.size()).isEqualTo(4);
    assertThat(calls.get(0).get("depth").intValue()).isZero();
    assertThat(calls.get(0).get("value").textValue()).isEqualTo("0x1");
    assertThat(calls.get(1).get("type").textValue()).isEqualTo("STATICCALL");
    assertThat(calls.get(1).get("value").isNull()).isTrue();
    assertThat(calls.get(3).get("type").textValue()).isEqualTo("SELFDESTRUCT");
    assertThat(calls.get(3).get("depth").intValue()).isEqualTo(2);
    assertThat(rpc.result("ots_traceTransaction", NOWHERE).isNull()).isTrue();
  }

  @Test
  void transactionError_success_isEmpty() {
    assertThat(rpc.result("ots_getTransactionError", hash(0)).textValue()).isEqualTo("0x");
  }

  @Test
  void blockDetails_byNumberAndHash_areTheSame() {
    JsonNode details = rpc.result("ots_getBlockDetails", "[3]");
    JsonNode block = details.get("block");
    assertThat(block.get("hash").textValue()).isEqualTo(third.hash().toString());
    assertThat(block.get("transactionCount").intValue()).isEqualTo(3);
    assertThat(block.has("transactions")).isFalse();
    assertThat(block.has("logsBloom")).isFalse();
    assertThat(details.get("issuance").get("blockReward").textValue()).isEqualTo("0x5");
    assertThat(details.get("issuance").get("uncleReward").textValue()).isEqualTo("0x4");
    assertThat(details.get("issuance").get("issuance").textValue()).isEqualTo("0x9");
    assertThat(Long.decode(details.get("totalFees").textValue())).isEqualTo(63_000L * 1_500);
    assertThat(rpc.result("ots_getBlockDetailsByHash", "[\"" + third.hash() + "\"]"))
        .isEqualTo(details);
    assertThat(rpc.result("ots_getBlockDetails", "[77]").isNull()).isTrue();
  }

  @Test
  void blockTransactions_pages_countFromTheEnd() {
    JsonNode page = rpc.result("ots_getBlockTransactions", "[3,0,2]");
    assertThat(hashes(page.get("fullblock").get("transactions")))
        .containsExactly(sent.get(3).hash().toString(), sent.get(4).hash().toString());
    assertThat(page.get("receipts").get(0).get("logs").isNull()).isTrue();
    assertThat(page.get("receipts").get(0).get("logsBloom").isNull()).isTrue();
    JsonNode rest = rpc.result("ots_getBlockTransactions", "[\"0x3\",1,2]");
    assertThat(hashes(rest.get("fullblock").get("transactions")))
        .containsExactly(sent.get(2).hash().toString());
    JsonNode beyond = rpc.result("ots_getBlockTransactions", "[3,9,2]");
    assertThat(beyond.get("fullblock").get("transactions").isEmpty()).isTrue();
    JsonNode other = rpc.result("ots_getBlockTransactions", "[1,0,25]");
    assertThat(other.get("fullblock").get("transactions").get(0).get("input").textValue())
        .isEqualTo("0xa9059cbb");
  }

  @Test
  void searchBefore_fromTheHead_pagesDownToTheFirst() {
    JsonNode page = search("Before", SENDER, 0, 3);
    assertThat(hashes(page.get("txs"))).containsExactly(at(6), at(5), at(4), at(3), at(2));
    assertThat(page.get("firstPage").booleanValue()).isTrue();
    assertThat(page.get("lastPage").booleanValue()).isFalse();
    assertThat(page.get("receipts").get(0).get("timestamp").longValue()).isEqualTo(1_700_000_005L);
    assertThat(page.get("receipts").get(0).get("logs").isNull()).isTrue();
    JsonNode rest = search("Before", SENDER, 3, 3);
    assertThat(hashes(rest.get("txs"))).containsExactly(at(1), at(0));
    assertThat(rest.get("firstPage").booleanValue()).isFalse();
    assertThat(rest.get("lastPage").booleanValue()).isTrue();
  }

  @Test
  void searchAfter_fromTheStart_pagesUpToTheHead() {
    JsonNode page = search("After", SENDER, 0, 2);
    assertThat(hashes(page.get("txs"))).containsExactly(at(1), at(0));
    assertThat(page.get("lastPage").booleanValue()).isTrue();
    assertThat(page.get("firstPage").booleanValue()).isFalse();
    JsonNode rest = search("After", SENDER, 2, 25);
    assertThat(hashes(rest.get("txs"))).containsExactly(at(6), at(5), at(4), at(3), at(2));
    assertThat(rest.get("firstPage").booleanValue()).isTrue();
  }

  @Test
  void search_receiverAndContract_findTheirs() {
    assertThat(hashes(search("Before", FRIEND, 0, 25).get("txs")))
        .containsExactly(at(4), at(3), at(2));
    assertThat(hashes(search("Before", FakeNode.CONTRACT, 0, 25).get("txs")))
        .containsExactly(at(6), at(5), at(1), at(0));
    assertThat(search("Before", FakeTraces.BORN, 0, 25).get("txs").isEmpty()).isTrue();
  }

  @Test
  void senderAndNonce_beforeTheStatesThatAreKept_isToldSo() {
    JsonNode future =
        rpc.result("ots_getTransactionBySenderAndNonce", "[\"" + SENDER + "\",\"0x99\"]");
    assertThat(future.isNull()).isTrue();
  }

  @Test
  void contractCreator_ofGenesisAndOfAnAccount_isNull() {
    assertThat(rpc.result("ots_getContractCreator", "[\"" + FakeNode.CONTRACT + "\"]").isNull())
        .isTrue();
    assertThat(rpc.result("ots_getContractCreator", "[\"" + SENDER + "\"]").isNull()).isTrue();
  }

  @Test
  void header_ofErigon_takesNumbersOfEitherKind() {
    JsonNode header = rpc.result("erigon_getHeaderByNumber", "[\"0x3\"]");
    assertThat(header.get("hash").textValue()).isEqualTo(third.hash().toString());
    assertThat(rpc.result("ots_getHeaderByNumber", "[3]")).isEqualTo(header);
    assertThat(rpc.result("erigon_getHeaderByHash", "[\"" + third.hash() + "\"]"))
        .isEqualTo(header);
  }

  private static JsonNode search(String direction, Address address, long block, int size) {
    return rpc.result(
        "ots_searchTransactions" + direction, "[\"%s\",%d,%d]".formatted(address, block, size));
  }

  private static String hash(int index) {
    return "[\"" + at(index) + "\"]";
  }

  private static String at(int index) {
    return sent.get(index).hash().toString();
  }

  private static List<String> hashes(JsonNode transactions) {
    List<String> hashes = new ArrayList<>();
    transactions.forEach(transaction -> hashes.add(transaction.get("hash").textValue()));
    return hashes;
  }
}
