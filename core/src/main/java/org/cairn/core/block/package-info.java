/// Ethereum's blocks to Osaka: header, body, the five transaction types, receipts and logs, with
/// their canonical RLP. Immutable values; decoding hostile bytes ends in a typed refusal, never in
/// another exception.
@NullMarked
package org.cairn.core.block;

import org.jspecify.annotations.NullMarked;
