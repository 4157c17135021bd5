package org.cairn.node.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.cairn.core.block.Log;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.World;
import org.cairn.genesis.alloc.Predeploy;
import org.junit.jupiter.api.Test;

class DepositContractTest {
  private static final Address SENDER = Address.fromHex("0x" + "5e".repeat(20));
  private static final Address CONTRACT = Predeploy.DEPOSIT.address();
  private static final long GAS = 10_000_000;
  private static final long GWEI_PER_COIN = 1_000_000_000L;

  /// The root that Ethereum's contract had before its first deposit.
  private static final Hash EMPTY_ROOT =
      Hash.fromHex("0xd70a234731285c6804c2a4f56711ddb8c82c99740f207854891028af34e27e5e");

  private final World world = world();

  @Test
  void depositRoot_withoutDeposits_isEthereums() {
    assertThat(output(call(0, selector("get_deposit_root()")))).isEqualTo(EMPTY_ROOT.toBytes());
    assertThat(count()).isZero();
  }

  @Test
  void deposit_many_keepTheMerkleRootOfAll() {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Deposit deposit = new Deposit(i, (i + 1) * GWEI_PER_COIN + i);

      CallOutcome outcome = call(deposit.amountGwei(), deposit.callData(deposit.root()));

      assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
      leaves.add(deposit.root());
      assertThat(count()).isEqualTo(i + 1);
      assertThat(output(call(0, selector("get_deposit_root()"))))
          .isEqualTo(merkleRoot(leaves).toBytes());
    }
  }

  /// EIP-6110 parses the data at fixed offsets and demands these offsets and lengths.
  @Test
  void deposit_emitsTheEventThatEip6110Parses() {
    Deposit first = new Deposit(1, GWEI_PER_COIN);
    CallOutcome unused = call(first.amountGwei(), first.callData(first.root()));
    Deposit second = new Deposit(2, 32 * GWEI_PER_COIN);

    CallOutcome outcome = call(second.amountGwei(), second.callData(second.root()));

    assertThat(unused).isInstanceOf(CallOutcome.Completed.class);
    List<Log> logs = ((CallOutcome.Completed) outcome).logs();
    assertThat(logs).hasSize(1);
    Log log = logs.getFirst();
    assertThat(log.address()).isEqualTo(CONTRACT);
    assertThat(log.topics())
        .containsExactly(
            Hash.fromHex("0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5"));
    ByteBuffer expected = ByteBuffer.allocate(576);
    for (int offset : new int[] {160, 256, 320, 384, 512}) {
      expected.put(word(offset));
    }
    expected.put(word(48)).put(second.publicKey().shared()).put(new byte[16]);
    expected.put(word(32)).put(second.credentials().shared());
    expected.put(word(8)).put(littleEndian(second.amountGwei())).put(new byte[24]);
    expected.put(word(96)).put(second.signature().shared());
    expected.put(word(8)).put(littleEndian(1)).put(new byte[24]);
    assertThat(log.data()).isEqualTo(Bytes.wrap(expected.array()));
  }

  @Test
  void deposit_faulty_revertsWithAReasonAndTakesNothing() {
    Deposit deposit = new Deposit(3, GWEI_PER_COIN);

    assertThat(reason(call(GWEI_PER_COIN, deposit.callData(Hash.ZERO))))
        .isEqualTo("DepositContract: deposit_data_root does not match");
    assertThat(reason(call(GWEI_PER_COIN - 1, deposit.callData(deposit.root()))))
        .isEqualTo("DepositContract: less than one coin");
    assertThat(reason(call(2 * GWEI_PER_COIN, deposit.callData(deposit.root()))))
        .isEqualTo("DepositContract: deposit_data_root does not match");
    assertThat(reason(callWei(Wei.ofGwei(GWEI_PER_COIN).plus(Wei.of(1)), deposit)))
        .isEqualTo("DepositContract: not a whole number of Gwei");
    assertThat(call(0, Bytes.EMPTY)).isInstanceOf(CallOutcome.Reverted.class);
    assertThat(count()).isZero();
  }

  @Test
  void supportsInterface_ofErc165AndOfTheDepositInterface_isTrue() {
    assertThat(supports("01ffc9a7")).isTrue();
    assertThat(supports("85640907")).isTrue();
    assertThat(supports("ffffffff")).isFalse();
  }

  private record Deposit(int seed, long amountGwei) {
    Bytes publicKey() {
      return Bytes.wrap(filled(48));
    }

    Hash credentials() {
      return Hash.wrap(filled(32));
    }

    Bytes signature() {
      return Bytes.wrap(filled(96));
    }

    Hash root() {
      return new DepositMessage(publicKey(), credentials(), amountGwei).dataRoot(signature());
    }

    Bytes callData(Hash root) {
      ByteBuffer data = ByteBuffer.allocate(4 + 32 * 4 + 32 + 64 + 32 + 32 + 32 + 96);
      data.put(selector("deposit(bytes,bytes,bytes,bytes32)").shared());
      data.put(word(128)).put(word(224)).put(word(288)).put(root.shared());
      data.put(word(48)).put(publicKey().shared()).put(new byte[16]);
      data.put(word(32)).put(credentials().shared());
      data.put(word(96)).put(signature().shared());
      return Bytes.wrap(data.array());
    }

    private byte[] filled(int sizeBytes) {
      byte[] bytes = new byte[sizeBytes];
      for (int i = 0; i < sizeBytes; i++) {
        bytes[i] = (byte) (seed * 31 + i);
      }
      return bytes;
    }
  }

  private CallOutcome call(long valueGwei, Bytes data) {
    return call(Wei.ofGwei(valueGwei), data);
  }

  private CallOutcome callWei(Wei value, Deposit deposit) {
    return call(value, deposit.callData(deposit.root()));
  }

  private CallOutcome call(Wei value, Bytes data) {
    BlockContext block =
        new BlockContext(
            world.rules(),
            1,
            1,
            GAS,
            Address.ZERO,
            UInt256.ZERO,
            Wei.ZERO,
            Wei.of(1),
            _ -> Hash.ZERO);
    CallRequest request =
        new CallRequest(
            SENDER, CONTRACT, GAS, Wei.ZERO, value, data, List.of(), List.of(), List.of());
    return new Call(new CodeCache()).run(world, block, request);
  }

  private long count() {
    Bytes output = output(call(0, selector("get_deposit_count()")));
    assertThat(output.slice(0, 64)).isEqualTo(Bytes.wrap(concat(word(32), word(8))));
    return ByteBuffer.wrap(output.toArray()).order(ByteOrder.LITTLE_ENDIAN).getLong(64);
  }

  private boolean supports(String interfaceId) {
    byte[] argument = Arrays.copyOf(Bytes.fromHex(interfaceId).toArray(), 32);
    byte[] data = concat(selector("supportsInterface(bytes4)").shared(), argument);
    return output(call(0, Bytes.wrap(data))).equals(Bytes.wrap(word(1)));
  }

  private static Bytes output(CallOutcome outcome) {
    assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
    return ((CallOutcome.Completed) outcome).output();
  }

  /// The text in `Error(string)`.
  private static String reason(CallOutcome outcome) {
    assertThat(outcome).isInstanceOf(CallOutcome.Reverted.class);
    byte[] data = ((CallOutcome.Reverted) outcome).data().toArray();
    int length = ByteBuffer.wrap(data).getInt(4 + 32 + 28);
    return new String(data, 4 + 64, length, StandardCharsets.UTF_8);
  }

  /// The rule restated: all leaves, filled up with zeros level by level, then the count mixed in.
  private static Hash merkleRoot(List<Hash> leaves) {
    List<Hash> level = new ArrayList<>(leaves);
    Hash empty = Hash.ZERO;
    for (int height = 0; height < 32; height++) {
      if (level.size() % 2 == 1) {
        level.add(empty);
      }
      List<Hash> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(Sha256.hash(level.get(i).shared(), level.get(i + 1).shared()));
      }
      level = above;
      empty = Sha256.hash(empty.shared(), empty.shared());
    }
    byte[] count = Arrays.copyOf(littleEndian(leaves.size()), 32);
    return Sha256.hash(level.getFirst().shared(), count);
  }

  private static World world() {
    Bytes code = Predeploy.DEPOSIT.code();
    Hash codeHash = Predeploy.DEPOSIT.codeHash();
    TreeMap<Address, AccountChange> accounts = new TreeMap<>();
    accounts.put(
        SENDER,
        new AccountChange(
            new Account(0, Wei.ofGwei(1000 * GWEI_PER_COIN), Account.NO_CODE),
            false,
            new TreeMap<>()));
    accounts.put(
        CONTRACT, new AccountChange(new Account(1, Wei.ZERO, codeHash), false, new TreeMap<>()));
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    codes.put(codeHash, code);
    return new World(
        MemoryState.of(new StateDiff(accounts, codes)),
        Rules.of(22476, Fork.OSAKA),
        new CodeCache());
  }

  private static Bytes selector(String signature) {
    return Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)).toBytes().slice(0, 4);
  }

  private static byte[] word(int value) {
    return ByteBuffer.allocate(32).putInt(28, value).array();
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
