/// The finalized chain on disk: blocks, receipts, finality proofs and the state, committed one
/// block a batch, with the indexes by which they are found again. One thread commits, any thread
/// reads; nothing here decides what is valid or final.
@NullMarked
package org.cairn.core.chain;

import org.jspecify.annotations.NullMarked;
