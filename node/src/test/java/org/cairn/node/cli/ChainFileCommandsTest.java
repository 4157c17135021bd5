package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Block;
import org.cairn.node.chainfile.MadeChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exit statuses of `cairn import`, `cairn export` and of `cairn node` on what they made.
class ChainFileCommandsTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Main.run(words, Map.of());
  }

  @Test
  void importAndExport_ofAChainInTwoFiles_succeed() throws IOException {
    List<Block> blocks = MadeChain.blocks();
    Path genesis = MadeChain.writeGenesis(folder);
    Path first = MadeChain.write(folder.resolve("a.rlp"), blocks.subList(0, 3));
    Path second = MadeChain.write(folder.resolve("b.rlp"), blocks.subList(3, 5));
    Path data = folder.resolve("data");
    assertThat(run("import", "--genesis", genesis, "--data", data, first, second)).isEqualTo(DONE);
    Path out = folder.resolve("out.rlp");
    assertThat(run("export", "--data", data, "--from", 4, out)).isEqualTo(DONE);
    assertThat(Files.mismatch(second, out)).isEqualTo(-1);
    assertThat(run("node", "--data", data)).isEqualTo(FAILED);
    assertThat(run("node", "--data", data, "--genesis", genesis)).isEqualTo(FAILED);
  }

  @Test
  void import_ofAnInvalidBlock_fails() {
    Path genesis = MadeChain.writeGenesis(folder);
    Block bad = MadeChain.withDifficulty(MadeChain.blocks().getFirst(), 1);
    Path file = MadeChain.write(folder.resolve("bad.rlp"), List.of(bad));
    assertThat(run("import", "--genesis", genesis, "--data", folder.resolve("data"), file))
        .isEqualTo(FAILED);
  }

  @Test
  void commands_withoutWhatTheyNeed_areWrongUsage() {
    assertThat(run("import", "--data", folder)).isEqualTo(WRONG_USAGE);
    assertThat(run("export", "--data", folder)).isEqualTo(WRONG_USAGE);
    assertThat(run("node", "--data", folder)).isEqualTo(WRONG_USAGE);
  }
}
