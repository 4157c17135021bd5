package org.cairn.evm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The runner on the project's own cases: they pass, and what is changed in them is found.
class OwnCasesTest {
  private static final String OTHER_HASH = "0x" + "11".repeat(32);

  @Test
  void stateCases_ofAllForks_pass() throws IOException {
    List<@Nullable CaseFailure> results = OwnCases.run(OwnCases.STATE);
    assertThat(results).hasSize(15 * 3).containsOnlyNulls();
  }

  @Test
  void blockchainCases_withInvalidBlocksAmongThem_pass() throws IOException {
    assertThat(OwnCases.run(OwnCases.BLOCKS)).hasSize(2).containsOnlyNulls();
  }

  @Test
  void stateCase_withAnotherRoot_fails() {
    CaseFailure failure = changedPost(post -> post.put("hash", OTHER_HASH));
    assertThat(failure.differs()).isEqualTo("state root");
    assertThat(failure.expected()).isEqualTo(OTHER_HASH);
  }

  @Test
  void stateCase_withAnotherRootAndState_namesTheAccount() {
    CaseFailure failure =
        changedPost(post -> {
          post.put("hash", OTHER_HASH);
          post.putObject("state").putObject("0x" + "c0".repeat(20)).put("balance", "0x05");
        });
    assertThat(failure.detail())
        .contains("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf should not be");
  }

  @Test
  void stateCase_withOtherLogs_fails() {
    CaseFailure failure = changedPost(post -> post.put("logs", OTHER_HASH));
    assertThat(failure.differs()).isEqualTo("logs hash");
  }

  @Test
  void stateCase_thatShouldBeRefused_failsWhenItIsExecuted() {
    CaseFailure failure =
        changedPost(post -> post.put("expectException", "TransactionException.SENDER_NOT_EOA"));
    assertThat(failure.actual()).isEqualTo("executed");
  }

  @Test
  void stateCase_refusedForAnotherReason_fails() {
    CaseFailure failure =
        changedPost(post -> {
          post.put("expectException", "TransactionException.SENDER_NOT_EOA");
          ((ObjectNode) post.get("indexes")).put("gas", 1);
        });
    assertThat(failure.actual()).isEqualTo("INTRINSIC_GAS");
  }

  @Test
  void stateCase_whoseBytesAreNoTransaction_failsUnlessThatIsExpected() {
    CaseFailure failure = changedPost(post -> post.put("txbytes", "0x04"));
    assertThat(failure.actual()).isEqualTo("cannot be read");
    assertThat(
            OwnCases.runChanged(
                OwnCases.STATE,
                "Osaka",
                test ->
                    ((ObjectNode) test.at("/post/Osaka/0"))
                        .put("txbytes", "0x04")
                        .put(
                            "expectException", "TransactionException.TYPE_4_TX_CONTRACT_CREATION")))
        .isNull();
  }

  private static CaseFailure changedPost(Consumer<ObjectNode> change) {
    return failure(OwnCases.STATE, test -> change.accept((ObjectNode) test.at("/post/Osaka/0")));
  }

  /// What the change makes the first case under Osaka fail with.
  private static CaseFailure failure(String file, Consumer<ObjectNode> change) {
    return Objects.requireNonNull(OwnCases.runChanged(file, "Osaka", change), "the case passed");
  }

  @Test
  void blockchainCase_withAnInvalidBlockThatCountsAsValid_fails() {
    CaseFailure failure =
        changedBlocks(blocks -> {
          ObjectNode first = (ObjectNode) blocks.get(0);
          first.remove("expectException");
          first.putObject("blockHeader");
        });
    assertThat(failure.expected()).isEqualTo("valid");
    assertThat(failure.actual()).isEqualTo("STATE_ROOT");
  }

  @Test
  void blockchainCase_refusedForAnotherReason_fails() {
    CaseFailure failure =
        changedBlocks(blocks ->
            ((ObjectNode) blocks.get(0))
                .put("expectException", "BlockException.INVALID_LOG_BLOOM"));
    assertThat(failure.actual()).isEqualTo("STATE_ROOT");
  }

  @Test
  void blockchainCase_withAValidBlockThatCountsAsInvalid_fails() {
    CaseFailure failure =
        changedBlocks(blocks ->
            ((ObjectNode) blocks.get(2)).put("expectException", "BlockException.INVALID_GAS_USED"));
    assertThat(failure.actual()).isEqualTo("accepted");
  }

  private static CaseFailure changedBlocks(Consumer<ArrayNode> change) {
    return failure(OwnCases.BLOCKS, test -> change.accept((ArrayNode) test.get("blocks")));
  }

  @Test
  void blockchainCase_withAnotherEnd_fails() {
    CaseFailure head = failure(OwnCases.BLOCKS, test -> test.put("lastblockhash", OTHER_HASH));
    assertThat(head.differs()).isEqualTo("last block");
    CaseFailure state = failure(OwnCases.BLOCKS, test -> test.putObject("postState"));
    assertThat(state.differs()).isEqualTo("post state");
  }

  @Test
  void selection_byForkAndName_takesOnlyThose() throws IOException {
    String file = "{\"a\":{\"post\":{\"Osaka\":[],\"Berlin\":[]},\"transaction\":{}},\"b\":3}";
    var bytes = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    assertThat(OwnCases.run(bytes, new Selection("berlin", Pattern.compile("^a")))).isEmpty();
  }

  @Test
  void file_thatIsNoJson_isRefused() {
    var bytes = new ByteArrayInputStream("{\"a\":".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OwnCases.run(bytes, Selection.ALL)).isInstanceOf(IOException.class);
  }

  @Test
  void networks_byName_areForksAndTransitions() {
    assertThat(Networks.fork("EIP158")).isEqualTo(Fork.SPURIOUS_DRAGON);
    assertThat(Networks.fork("tangerine_whistle")).isEqualTo(Fork.TANGERINE_WHISTLE);
    assertThat(Networks.fork("ConstantinopleFix")).isEqualTo(Fork.PETERSBURG);
    var schedule = Networks.schedule("BerlinToLondonAt5", 1);
    assertThat(schedule.at(4, 0).fork()).isEqualTo(Fork.BERLIN);
    assertThat(schedule.at(5, 0).fork()).isEqualTo(Fork.LONDON);
    var byTime = Networks.schedule("PragueToOsakaAtTime15k", 1);
    assertThat(byTime.at(9, 14_999).fork()).isEqualTo(Fork.PRAGUE);
    assertThat(byTime.at(9, 15_000).fork()).isEqualTo(Fork.OSAKA);
    assertThatThrownBy(() -> Networks.fork("Atlantis"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
