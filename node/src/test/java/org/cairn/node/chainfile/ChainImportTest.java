package org.cairn.node.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.state.Account;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainImportTest {
  private static final List<Block> BLOCKS = MadeChain.blocks();
  private static final Genesis GENESIS = Genesis.of(ChainSpec.parse(MadeChain.GENESIS));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path genesisFile;

  @SuppressWarnings("NullAway.Init") // set before each test
  private DataFolder data;

  @BeforeEach
  void writeGenesis() {
    genesisFile = MadeChain.writeGenesis(folder);
    data = new DataFolder(folder.resolve("data"));
  }

  private ChainImport.Outcome load(Path... files) {
    return ChainImport.run(genesisFile, data, List.of(files), (_, _) -> {});
  }

  private Path file(String name, List<Block> blocks) {
    return MadeChain.write(folder.resolve(name), blocks);
  }

  private void assertFault(Path file, String... parts) {
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(ChainFileException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void run_ofAValidFile_hasItsHeadItsStatesAndItsOmmers() {
    ChainImport.Outcome outcome = load(file("chain.rlp", BLOCKS));
    assertThat(outcome.imported()).isEqualTo(5);
    assertThat(outcome.head().hash()).isEqualTo(HeaderCodec.hash(BLOCKS.getLast().header()));
    try (ChainDatabase chain = data.open(GENESIS)) {
      for (Block block : BLOCKS) {
        assertThat(chain.block(block.header().number())).isEqualTo(block);
      }
      assertThat(chain.oldestState()).isZero();
      Account miner = Objects.requireNonNull(chain.stateAt(1)).account(MadeChain.MINER);
      assertThat(Objects.requireNonNull(miner).balance())
          .isEqualTo(new Wei(UInt256.of(5).times(1_000_000_000_000_000_000L)));
      assertThat(Objects.requireNonNull(chain.stateAt(0)).account(MadeChain.MINER)).isNull();
      assertThat(DataFolder.totalDifficulty(chain, 0)).isEqualTo(UInt256.of(131_072));
      assertThat(DataFolder.totalDifficulty(chain, 2)).isEqualTo(UInt256.of(3 * 131_072));
      assertThat(DataFolder.totalDifficulty(chain, 5)).isEqualTo(UInt256.of(4 * 131_072));
    }
  }

  @Test
  void run_again_passesOverWhatIsKnownAndGoesOn() {
    Path first = file("first.rlp", BLOCKS.subList(0, 2));
    Path rest = file("rest.rlp", BLOCKS.subList(2, 5));
    assertThat(load(first).imported()).isEqualTo(2);
    ChainImport.Outcome outcome = load(first, rest);
    assertThat(outcome.known()).isEqualTo(2);
    assertThat(outcome.imported()).isEqualTo(3);
    assertThat(load(file("chain.rlp", BLOCKS)).known()).isEqualTo(5);
  }

  @Test
  void run_ofAFileThatBeginsWithGenesis_passesOverIt() {
    var whole = new ArrayList<Block>();
    whole.add(new Block(GENESIS.block().header(), new BlockBody(List.of(), List.of(), null)));
    whole.addAll(BLOCKS);
    ChainImport.Outcome outcome = load(file("whole.rlp", whole));
    assertThat(outcome.known()).isEqualTo(1);
    assertThat(outcome.imported()).isEqualTo(5);
  }

  @Test
  void run_ofAnInvalidBlock_namesItAndKeepsThoseBefore() {
    var damaged = new ArrayList<>(BLOCKS);
    Block bad = MadeChain.withDifficulty(BLOCKS.get(2), 131_073);
    damaged.set(2, bad);
    assertFault(
        file("damaged.rlp", damaged),
        "damaged.rlp at byte ",
        "block 3 " + HeaderCodec.hash(bad.header()),
        "is invalid: DIFFICULTY: 131073, not 131072");
    assertThat(load(file("chain.rlp", BLOCKS)).known()).isEqualTo(2);
  }

  @Test
  void run_ofABlockThatLacksItsParent_namesIt() {
    assertFault(file("gap.rlp", List.of(BLOCKS.get(0), BLOCKS.get(2))), "block 3 ", "PARENT_HASH");
  }

  @Test
  void run_ofAChainOfAnotherGenesis_asksForTheGenesisFile() throws IOException {
    Path other = folder.resolve("other.json");
    Files.writeString(other, MadeChain.GENESIS.replace("\"0x4c4b40\"", "\"0x4c4b41\""));
    Path file = file("chain.rlp", BLOCKS);
    assertThatThrownBy(() -> ChainImport.run(other, data, List.of(file), (_, _) -> {}))
        .isInstanceOf(ChainFileException.class)
        .hasMessageContaining("is this the chain's genesis file?");
  }

  @Test
  void run_upToTheForkOfTheDao_endsThere() throws IOException {
    Files.writeString(
        genesisFile,
        MadeChain.GENESIS.replace(
            "\"daoForkBlock\": null", "\"daoForkBlock\": 3, \"daoForkSupport\": true"));
    assertFault(file("chain.rlp", BLOCKS), "block 3 ", "is the fork of The DAO");
    assertThat(load(file("first.rlp", BLOCKS.subList(0, 2))).known()).isEqualTo(2);
  }

  @Test
  void run_ofAForkOfTheChain_isRefused() {
    assertThat(load(file("chain.rlp", BLOCKS)).imported()).isEqualTo(5);
    Block fork = MadeChain.withDifficulty(BLOCKS.get(3), 5);
    assertFault(file("fork.rlp", List.of(fork)), "block 4 ", "is of another chain");
  }

  @Test
  void run_withAnotherGenesisFileOnTheSameFolder_isRefused() throws IOException {
    Path file = file("chain.rlp", BLOCKS);
    assertThat(load(file).imported()).isEqualTo(5);
    Files.writeString(genesisFile, MadeChain.GENESIS.replace("\"ethash\": {}", "\"x\": {}"));
    assertFault(file, "is not the genesis file that", "was imported with");
  }

  @Test
  void run_intoTheFolderOfANode_isRefused() throws IOException {
    Files.createDirectories(data.chain());
    assertFault(file("chain.rlp", BLOCKS), "holds the chain of a node");
  }

  @Test
  void run_ofGarbageAfterGoodBlocks_keepsTheGoodOnes() {
    byte[] good = MadeChain.concatenated(BLOCKS.subList(0, 2)).shared();
    byte[] both = Arrays.copyOf(good, good.length + 3);
    both[good.length] = (byte) 0xc2;
    both[good.length + 1] = 1;
    both[good.length + 2] = 1;
    Path file = MadeChain.write(folder.resolve("tail.rlp"), Bytes.wrap(both));
    assertFault(file, "tail.rlp at byte " + good.length + ": no block: ");
    assertThat(load(file("chain.rlp", BLOCKS)).known()).isEqualTo(2);
  }

  @Test
  void run_ofDamagedFiles_endsOrTellsTheFault() {
    long seed = System.nanoTime();
    System.out.println("damaged chain files, seed " + seed);
    var random = new Random(seed);
    byte[] good = MadeChain.concatenated(BLOCKS).shared();
    for (int i = 0; i < 25; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      Path file = MadeChain.write(folder.resolve("bad.rlp"), Bytes.wrap(bad));
      data = new DataFolder(folder.resolve("data-" + i));
      try {
        // Nothing binds the last block's miner, extra data and randomness.
        assertThat(load(file).head().number()).isEqualTo(5);
      } catch (ChainFileException expected) {
        assertThat(expected).hasMessageContaining("at byte");
      }
    }
  }

  @Test
  void export_ofAnImportedChain_isTheSameFile() throws IOException {
    Path original = file("chain.rlp", BLOCKS);
    assertThat(load(original).imported()).isEqualTo(5);
    Path copy = folder.resolve("copy.rlp");
    assertThat(ChainExport.run(data, null, 1, null, copy)).isEqualTo(new ChainExport.Range(1, 5));
    assertThat(Files.mismatch(original, copy)).isEqualTo(-1);
    assertThat(ChainExport.run(data, null, 2, 3L, copy)).isEqualTo(new ChainExport.Range(2, 3));
    assertThat(Files.mismatch(file("part.rlp", BLOCKS.subList(1, 3)), copy)).isEqualTo(-1);
  }

  @Test
  void export_ofBlocksThatAreNotThere_isRefused() {
    assertThat(load(file("chain.rlp", BLOCKS)).imported()).isEqualTo(5);
    Path copy = folder.resolve("copy.rlp");
    assertThatThrownBy(() -> ChainExport.run(data, null, 4, 6L, copy))
        .isInstanceOf(ChainFileException.class)
        .hasMessage("no blocks from 4 to 6: the head of the chain is 5");
    assertThat(copy).doesNotExist();
    var empty = new DataFolder(folder.resolve("empty"));
    assertThatThrownBy(() -> ChainExport.run(empty, null, 1, null, copy))
        .hasMessageContaining("holds no imported chain");
    assertThatThrownBy(() -> ChainExport.run(empty, genesisFile, 1, null, copy))
        .hasMessageContaining("holds no chain");
  }
}
