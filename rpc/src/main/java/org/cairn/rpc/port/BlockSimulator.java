package org.cairn.rpc.port;

import java.util.List;
import java.util.function.LongFunction;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Log;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Makes blocks of transactions that nobody has signed, one on top of the other.
public interface BlockSimulator {
  /// Whether a block with that number and time has a precompile there.
  boolean isPrecompile(long number, long timestampSeconds, Address address);

  /// Begins a block.
  Session begin(Opening opening);

  /// What a block is begun with: its parent and the state to work on, which blocks the code in it
  /// can ask the hashes of, where precompiles are. With `validates` nonces and fees are checked as
  /// on the chain.
  record Opening(
      BlockHeader parent,
      StateView before,
      Draft draft,
      LongFunction<@Nullable Hash> hashes,
      PrecompileMoves precompiles,
      boolean validates,
      boolean logsTransfers) {}

  /// What the block is to have; what is absent follows from its parent.
  record Draft(
      long number,
      long timestampSeconds,
      @Nullable Long gasLimit,
      @Nullable Address beneficiary,
      @Nullable Hash prevRandao,
      @Nullable UInt256 difficulty,
      @Nullable Wei baseFeePerGas,
      @Nullable Wei blobBaseFee,
      @Nullable Hash parentBeaconBlockRoot,
      List<Withdrawal> withdrawals) {
    public Draft {
      withdrawals = List.copyOf(withdrawals);
    }
  }

  /// A block that is being made. One thread uses it.
  interface Session {
    /// Whether the block has a base fee (EIP-1559).
    boolean hasBaseFee();

    /// The nonce of an account at this point of the block.
    long nonce(Address address);

    /// What is left of the block's gas.
    long gasLeft();

    Step run(SignedTransaction transaction, Address sender);

    End seal();
  }

  /// What became of a transaction.
  sealed interface Step {
    /// `reason` says why it failed; `maxGasUsed` is the gas before refunds.
    record Executed(
        boolean succeeded,
        boolean reverted,
        String reason,
        Bytes output,
        long gasUsed,
        long maxGasUsed,
        List<NumberedLog> logs)
        implements Step {
      public Executed {
        logs = List.copyOf(logs);
      }
    }

    record Refused(Objection objection, String message) implements Step {}
  }

  /// A log with its number in the block.
  record NumberedLog(Log log, int number) {}

  /// Why a transaction cannot be executed, as far as clients tell the reasons apart.
  enum Objection {
    NONCE_TOO_LOW,
    NONCE_TOO_HIGH,
    TIP_ABOVE_FEE_CAP,
    FEE_CAP_BELOW_BASE_FEE,
    INTRINSIC_GAS,
    INSUFFICIENT_FUNDS,
    INITCODE_TOO_LONG,
    OTHER
  }

  /// How a block ended.
  sealed interface End {
    record Sealed(Block block, Hash hash, StateView state) implements End {}

    record Failed(String reason) implements End {}
  }
}
