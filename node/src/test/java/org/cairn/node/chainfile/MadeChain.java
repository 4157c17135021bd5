package org.cairn.node.chainfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.jspecify.annotations.Nullable;

/// Five blocks from Frontier to Shanghai: empty, with an ommer, with a transaction, the first after
/// the merge, and one with a withdrawal. No production code executes anything here: what the blocks
/// lead to is computed from the rewards and fees that the rules name, so an import that agrees has
/// found the same by executing.
public final class MadeChain {
  static final int CHAIN_ID = 7777;
  static final SecretKey KEY = SecretKey.fromHex("0x" + "31".repeat(32));
  static final Address SENDER = KEY.publicKey().toAddress();
  static final Address MINER = Address.fromHex("0x" + "aa".repeat(20));
  static final Address LATE_MINER = Address.fromHex("0x" + "bb".repeat(20));
  static final Address RECEIVER = Address.fromHex("0x" + "cc".repeat(20));

  /// The terminal total difficulty is that of genesis and three blocks.
  static final String GENESIS =
      """
      {"config": {"chainId": 7777, "homesteadBlock": 3, "daoForkBlock": null, "eip150Block": 3,
        "eip155Block": 3, "eip158Block": 3, "byzantiumBlock": 3, "constantinopleBlock": 4,
        "petersburgBlock": 4, "istanbulBlock": 4, "berlinBlock": 4, "londonBlock": 4,
        "shanghaiTime": 100, "terminalTotalDifficulty": 524288, "ethash": {}},
       "difficulty": "0x20000", "gasLimit": "0x4c4b40", "timestamp": "0x0", "extraData": "0x",
       "baseFeePerGas": null,
       "alloc": {"%s": {"balance": "0xde0b6b3a7640000"}}}
      """
          .formatted(SENDER.toString().substring(2));

  private static final long COIN = 1_000_000_000_000_000_000L;
  private static final long GAS_LIMIT = 5_000_000;

  private final List<Block> blocks = new ArrayList<>();
  private final SortedMap<Address, Account> accounts = new TreeMap<>();
  private BlockHeader parent;

  private MadeChain() {
    parent = Genesis.of(ChainSpec.parse(GENESIS)).block().header();
    accounts.put(SENDER, new Account(0, Wei.of(COIN), Account.NO_CODE));
    pay(MINER, coins(5));
    mine(List.of(), List.of(), null);

    BlockHeader ommer = late(blocks.getFirst().header());
    pay(MINER, coins(5).plus(coins(5).dividedBy(UInt256.of(32))));
    pay(LATE_MINER, coins(5).times(7).dividedBy(UInt256.of(8)));
    mine(List.of(), List.of(ommer), null);

    pay(MINER, coins(3).plus(UInt256.of(21_000).times(2_000_000_000L)));
    pay(RECEIVER, UInt256.of(12_345));
    long left = COIN - 12_345 - 21_000 * 2_000_000_000L;
    accounts.put(SENDER, new Account(1, Wei.of(left), Account.NO_CODE));
    mine(List.of(transfer(0)), List.of(), null);

    mine(List.of(), List.of(), null);

    pay(RECEIVER, UInt256.of(3_000_000_000L));
    mine(List.of(), List.of(), List.of(new Withdrawal(0, 1, RECEIVER, 3)));
  }

  public static List<Block> blocks() {
    return List.copyOf(new MadeChain().blocks);
  }

  /// A transfer that block 3 has for nonce 0, and a pool takes for nonce 1.
  static SignedTransaction transfer(long nonce) {
    return TransactionCodec.sign(
        new Transaction.Legacy(
            (long) CHAIN_ID, nonce, Wei.ofGwei(2), 21_000, RECEIVER, Wei.of(12_345), Bytes.EMPTY),
        KEY);
  }

  public static Path writeGenesis(Path folder) {
    return write(
        folder.resolve("genesis.json"), Bytes.wrap(GENESIS.getBytes(StandardCharsets.UTF_8)));
  }

  public static Path write(Path file, List<Block> blocks) {
    return write(file, concatenated(blocks));
  }

  static Path write(Path file, Bytes bytes) {
    try {
      return Files.write(file, bytes.shared());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Bytes concatenated(List<Block> blocks) {
    var bytes = new ByteArrayOutputStream();
    for (Block block : blocks) {
      bytes.writeBytes(BlockCodec.encode(block).shared());
    }
    return Bytes.wrap(bytes.toByteArray());
  }

  /// The block with another difficulty, and so another hash.
  public static Block withDifficulty(Block block, long difficulty) {
    return new Block(copy(block.header(), MINER, UInt256.of(difficulty)), block.body());
  }

  private static UInt256 coins(long count) {
    return UInt256.of(count).times(COIN);
  }

  private void pay(Address address, UInt256 amount) {
    Account before = accounts.getOrDefault(address, new Account(0, Wei.ZERO, Account.NO_CODE));
    accounts.put(
        address,
        new Account(before.nonce(), before.balance().plus(new Wei(amount)), Account.NO_CODE));
  }

  private Hash stateRoot() {
    SortedMap<Address, StateDiff.AccountChange> all = new TreeMap<>();
    accounts.forEach((address, account) ->
        all.put(address, new StateDiff.AccountChange(account, false, new TreeMap<>())));
    return MemoryState.of(new StateDiff(all, new TreeMap<>())).root();
  }

  /// Blocks come every 20 seconds, at which the difficulty stays at its least.
  private void mine(
      List<SignedTransaction> transactions,
      List<BlockHeader> ommers,
      @Nullable List<Withdrawal> withdrawals) {
    long number = parent.number() + 1;
    List<Receipt> receipts = new ArrayList<>();
    for (int i = 1; i <= transactions.size(); i++) {
      receipts.add(new Receipt(0, true, null, 21_000L * i, Bloom.EMPTY, List.of()));
    }
    boolean merged = number >= 4;
    var header =
        new BlockHeader(
            HeaderCodec.hash(parent),
            Roots.ommers(ommers),
            MINER,
            stateRoot(),
            Roots.transactions(transactions),
            Roots.receipts(receipts),
            Bloom.EMPTY,
            merged ? UInt256.ZERO : UInt256.of(131_072),
            number,
            merged ? 2 * GAS_LIMIT : GAS_LIMIT,
            21_000L * transactions.size(),
            20 * number,
            Bytes.EMPTY,
            Hash.ZERO,
            0,
            number == 4 ? Wei.ofGwei(1) : number == 5 ? Wei.of(875_000_000) : null,
            withdrawals == null ? null : Roots.withdrawals(withdrawals),
            null,
            null,
            null,
            null);
    blocks.add(new Block(header, new BlockBody(transactions, ommers, withdrawals)));
    parent = header;
  }

  /// A brother of that block, by another miner.
  private static BlockHeader late(BlockHeader brother) {
    return copy(brother, LATE_MINER, brother.difficulty());
  }

  private static BlockHeader copy(BlockHeader header, Address miner, UInt256 difficulty) {
    return new BlockHeader(
        header.parentHash(),
        header.ommersHash(),
        miner,
        header.stateRoot(),
        header.transactionsRoot(),
        header.receiptsRoot(),
        header.logsBloom(),
        difficulty,
        header.number(),
        header.gasLimit(),
        header.gasUsed(),
        header.timestampSeconds(),
        header.extraData(),
        header.prevRandao(),
        header.nonce(),
        header.baseFeePerGas(),
        header.withdrawalsRoot(),
        header.blobGasUsed(),
        header.excessBlobGas(),
        header.parentBeaconBlockRoot(),
        header.requestsHash());
  }
}
