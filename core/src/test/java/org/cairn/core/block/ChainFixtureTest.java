package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// The public chain of all forks (`execution-apis`): its blocks are encoded as others encode them,
/// and their hashes and roots connect.
class ChainFixtureTest {
  @Test
  void blocks_ofThePublicChain_comeBackAndConnect() throws IOException, InterruptedException {
    Hash parent = null;
    Set<Integer> types = new TreeSet<>();
    List<Bytes> encodings = chain();
    for (Bytes encoded : encodings) {
      Block block = BlockCodec.decode(encoded);
      assertThat(BlockCodec.encode(block)).isEqualTo(encoded);
      if (parent != null) {
        assertThat(block.header().parentHash()).isEqualTo(parent);
      }
      parent = HeaderCodec.hash(block.header());
      BlockBody body = block.body();
      assertThat(Roots.transactions(body.transactions()))
          .isEqualTo(block.header().transactionsRoot());
      assertThat(Roots.ommers(body.ommers())).isEqualTo(block.header().ommersHash());
      if (body.withdrawals() != null) {
        assertThat(Roots.withdrawals(body.withdrawals()))
            .isEqualTo(block.header().withdrawalsRoot());
      }
      for (SignedTransaction transaction : body.transactions()) {
        types.add(transaction.transaction().type());
        assertThat(Senders.recover(transaction)).isNotNull();
        assertThat(TransactionCodec.assemble(transaction.transaction(), transaction.signature()))
            .isEqualTo(transaction);
      }
    }
    assertThat(encodings).hasSizeGreaterThan(10);
    assertThat(types).containsExactly(0, 1, 2, 3, 4);
  }

  private static List<Bytes> chain() throws IOException, InterruptedException {
    Path archive =
        Path.of(System.getProperty("cairn.fixtures", "absent"), "execution-apis.tar.zst");
    assumeThat(Files.exists(archive)).as("the fixtures are at " + archive).isTrue();
    Process tar =
        new ProcessBuilder(
                "tar", "--zstd", "-xOf", archive.toString(), "execution-apis/tests/chain.rlp")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    RlpReader reader = new RlpReader(tar.getInputStream().readAllBytes());
    assertThat(tar.waitFor()).isZero();
    List<Bytes> blocks = new ArrayList<>();
    while (reader.hasNext()) {
      blocks.add(reader.raw());
    }
    return blocks;
  }
}
