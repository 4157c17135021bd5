package org.cairn.genesis.alloc;

import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.chain.GenesisBlock;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.ChainConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.ForkName;
import org.cairn.genesis.spec.GenesisAccount;
import org.cairn.genesis.spec.GenesisFields;
import org.jspecify.annotations.Nullable;

/// Block 0 of a chain with its hash, which names the chain among nodes.
public record Genesis(GenesisBlock block, Hash hash) {
  /// keccak256(rlp([])).
  private static final Hash NO_OMMERS =
      Hash.fromHex("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");

  /// EIP-7685: sha256 of nothing.
  private static final Hash NO_REQUESTS =
      Hash.fromHex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  /// EIP-1559.
  private static final Wei INITIAL_BASE_FEE = Wei.ofGwei(1);

  /// geth's value for a file that says nothing.
  private static final UInt256 DEFAULT_DIFFICULTY = UInt256.of(131_072);

  private static final Bytes NO_LOGS = Bytes.wrap(new byte[256]);

  /// Derives block 0 as geth does, so that its hash is the same for the same file.
  ///
  /// @throws org.cairn.genesis.spec.SpecException when a validator's proof of possession fails
  public static Genesis of(ChainSpec spec) {
    CairnConfig cairn = spec.cairn();
    if (cairn != null) {
      ProofsOfPossession.check(cairn);
    }
    StateDiff state = state(spec);
    BlockHeader header = header(spec, MemoryState.of(state).root());
    return new Genesis(new GenesisBlock(header, state), HeaderCodec.hash(header));
  }

  private static StateDiff state(ChainSpec spec) {
    TreeMap<Address, AccountChange> accounts = new TreeMap<>();
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    for (Map.Entry<Address, GenesisAccount> entry : spec.alloc().entrySet()) {
      GenesisAccount account = entry.getValue();
      Hash codeHash = Account.NO_CODE;
      if (!account.code().isEmpty()) {
        codeHash = Keccak256.hash(account.code());
        codes.put(codeHash, account.code());
      }
      Account first = new Account(account.nonce(), account.balance(), codeHash);
      accounts.put(entry.getKey(), new AccountChange(first, false, account.storage()));
    }
    return new StateDiff(accounts, codes);
  }

  private static BlockHeader header(ChainSpec spec, Hash stateRoot) {
    ChainConfig config = spec.config();
    GenesisFields genesis = spec.genesis();
    boolean london = active(spec, ForkName.LONDON);
    boolean shanghai = active(spec, ForkName.SHANGHAI);
    boolean cancun = active(spec, ForkName.CANCUN);
    boolean prague = active(spec, ForkName.PRAGUE);
    return new BlockHeader(
        genesis.parentHash(),
        NO_OMMERS,
        genesis.coinbase(),
        stateRoot,
        BulkRoot.EMPTY,
        BulkRoot.EMPTY,
        NO_LOGS,
        difficulty(genesis.difficulty(), config.terminalTotalDifficulty()),
        genesis.number(),
        genesis.gasLimit(),
        genesis.gasUsed(),
        genesis.timestampSeconds(),
        genesis.extraData(),
        genesis.mixHash(),
        genesis.nonce(),
        london ? orElse(genesis.baseFeePerGas(), INITIAL_BASE_FEE) : null,
        shanghai ? BulkRoot.EMPTY : null,
        cancun ? orElse(genesis.blobGasUsed(), Long.valueOf(0)) : null,
        cancun ? orElse(genesis.excessBlobGas(), Long.valueOf(0)) : null,
        cancun ? Hash.ZERO : null,
        prague ? NO_REQUESTS : null);
  }

  private static boolean active(ChainSpec spec, ForkName fork) {
    GenesisFields genesis = spec.genesis();
    return spec.config().isActive(fork, genesis.number(), genesis.timestampSeconds());
  }

  /// A chain that starts with proof of stake has none.
  private static UInt256 difficulty(@Nullable UInt256 stated, @Nullable UInt256 terminal) {
    UInt256 otherwise = terminal != null && terminal.isZero() ? UInt256.ZERO : DEFAULT_DIFFICULTY;
    return orElse(stated, otherwise);
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
