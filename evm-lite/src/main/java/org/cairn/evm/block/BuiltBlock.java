package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Bytes;
import org.cairn.evm.tx.Refusal;

/// A new block with all that executing it gave. `refused` are the candidates that are not valid on
/// this state; those that merely did not fit are not among them.
public record BuiltBlock(
    Block block,
    StateView state,
    List<Receipt> receipts,
    List<Bytes> requests,
    List<Refused> refused) {
  public BuiltBlock {
    receipts = List.copyOf(receipts);
    requests = List.copyOf(requests);
    refused = List.copyOf(refused);
  }

  /// A candidate with the rule that it breaks.
  public record Refused(RecoveredTransaction transaction, Refusal refusal) {}
}
