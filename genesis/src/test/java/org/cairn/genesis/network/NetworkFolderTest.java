package org.cairn.genesis.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.NodeKeyFile;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisAccount;
import org.cairn.genesis.spec.GenesisValidator;
import org.cairn.genesis.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFolderTest {
  private static final NetworkPlan PLAN =
      NetworkPlan.devnet(List.of(40L, 30L, 20L, 10L), 8545, 1000);
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L);

  @TempDir Path dir;

  @Test
  void create_devnet_hasKeysThatOpenAndMatchTheGenesis() throws Exception {
    NetworkFolder network = NetworkFolder.create(dir.resolve("net"), PLAN, NOW);

    List<GenesisValidator> validators = network.spec().requireCairn().validators();
    assertThat(validators).hasSize(4);
    for (int i = 0; i < 4; i++) {
      NodeFolder node = network.node(i);
      BlsSecretKey key =
          Keystore.read(node.keystore()).decrypt(SecretFile.readPassword(node.password()));
      assertThat(key.publicKey().toBytes()).isEqualTo(validators.get(i).publicKey());
      assertThat(NodeKeyFile.read(node.nodeKey()).fingerprint())
          .isEqualTo(validators.get(i).nodeId());
      assertThat(validators.get(i).endpoint()).isEqualTo("127.0.0.1:" + (8546 + 10 * i));
      for (Path secret : List.of(node.password(), node.nodeKey())) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(Files.readString(network.node(3).config()))
        .contains("rpc-port = 8575", "data = \"" + network.node(3).data().toAbsolutePath());
    assertThat(network.peers()).hasSize(4).first().asString().endsWith("@127.0.0.1:8546");
    try (Stream<Path> files = Files.list(network.path())) {
      assertThat(files).hasSize(6);
    }
  }

  @Test
  void create_devnet_hasAGenesisBlockWithFundedAccountsAndPredeploys() {
    NetworkFolder network = NetworkFolder.create(dir, PLAN, NOW);

    BlockHeader header = Genesis.of(network.spec()).block().header();

    assertThat(header.timestampSeconds()).isEqualTo(NOW.getEpochSecond());
    assertThat(header.requestsHash()).isNotNull();
    assertThat(header.difficulty()).isEqualTo(UInt256.ZERO);
    assertThat(network.spec().config().chainId()).isEqualTo(22476);
    assertThat(network.spec().alloc()).hasSize(10 + Predeploy.values().length);
    GenesisAccount first =
        network.spec().alloc().get(Address.fromHex("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    assertThat(first).isNotNull().extracting("balance").hasToString("10000" + "0".repeat(18));
    assertThat(network.spec().requireCairn().weights())
        .extracting("value")
        .containsExactly(40L, 30L, 20L, 10L);
  }

  @Test
  void create_samePlanAgain_leavesTheNetworkAsItIs() throws Exception {
    NetworkFolder first = NetworkFolder.create(dir, PLAN, NOW);
    byte[] genesis = Files.readAllBytes(first.genesisFile());

    NetworkFolder second = NetworkFolder.create(dir, PLAN, NOW.plusSeconds(60));

    assertThat(second).isEqualTo(first);
    assertThat(Files.readAllBytes(second.genesisFile())).isEqualTo(genesis);
  }

  @Test
  void create_overAnotherNetwork_isRefused() {
    NetworkFolder before = NetworkFolder.create(dir, PLAN, NOW);

    assertThatThrownBy(
            () -> NetworkFolder.create(dir, NetworkPlan.devnet(List.of(1L), 9000, 500), NOW))
        .isInstanceOf(NetworkException.class)
        .hasMessage(
            dir
                + " holds another network (chain id 22476, stakes [40, 30, 20, 10], base port 8545,"
                + " block time 1000 ms; asked for: chain id 22476, stakes [1], base port 9000,"
                + " block time 500 ms): remove it first, or take another folder");
    assertThat(NetworkFolder.open(dir)).isEqualTo(before);
  }

  @Test
  void create_overAStrayGenesisFile_isRefused() throws Exception {
    Files.writeString(dir.resolve("genesis.json"), "{}");

    assertThatThrownBy(() -> NetworkFolder.create(dir, PLAN, NOW))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("holds parts of a network without network.json");
  }

  @Test
  void create_twoNetworksOfOnePlan_differInGenesisHashAndForkVersion() {
    ChainSpec one = NetworkFolder.create(dir.resolve("one"), PLAN, NOW).spec();
    ChainSpec two = NetworkFolder.create(dir.resolve("two"), PLAN, NOW).spec();

    assertThat(one.requireCairn().forkVersion()).isNotEqualTo(two.requireCairn().forkVersion());
    assertThat(Genesis.of(one).hash()).isNotEqualTo(Genesis.of(two).hash());
  }

  @Test
  void open_folderWithoutANetwork_saysSo() {
    assertThatThrownBy(() -> NetworkFolder.open(dir))
        .isInstanceOf(NetworkException.class)
        .hasMessage("no network in " + dir + ": network.json is missing");
  }

  @Test
  void open_damagedPlan_saysSo() throws Exception {
    for (String plan : List.of("", "{", "[]", "{\"chainId\": 1}", "{\"stakesGwei\": [1]}")) {
      Files.writeString(dir.resolve("network.json"), plan);

      assertThatThrownBy(() -> NetworkFolder.open(dir))
          .as(plan)
          .isInstanceOf(NetworkException.class)
          .hasMessageStartingWith(dir.resolve("network.json") + ": not ");
    }
  }

  @Test
  void genesis_proofOfPossessionOfAnotherKey_isRefused() {
    ChainSpec spec = NetworkFolder.create(dir, PLAN, NOW).spec();
    List<GenesisValidator> validators = spec.requireCairn().validators();
    String json =
        spec.toJson()
            .replace(
                validators.get(1).proofOfPossession().toString(),
                validators.get(0).proofOfPossession().toString());

    assertThatThrownBy(() -> Genesis.of(ChainSpec.parse(json)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("config.cairn.validators[1].proofOfPossession: not the key's");
  }

  @Test
  void plan_outOfRange_isRefused() {
    assertThatThrownBy(() -> NetworkPlan.devnet(List.of(), 8545, 1000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NetworkPlan.devnet(List.of(0L), 8545, 1000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NetworkPlan.devnet(List.of(1L, 1L), 65_520, 1000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the validators' ports would end at 65539");
  }
}
