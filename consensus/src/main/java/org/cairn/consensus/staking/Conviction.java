package org.cairn.consensus.staking;

import org.cairn.consensus.message.Evidence;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// That a validator signed two votes that no honest one signs both, in an epoch whose set has that
/// root. Whoever makes this value has verified the two signatures.
public record Conviction(Bytes publicKey, long epoch, Hash setRoot, Evidence.Offence offence) {}
