package org.cairn.evm.block;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateView;

/// The block that another one follows, and the state after it.
public record Parent(BlockHeader header, StateView state) {}
