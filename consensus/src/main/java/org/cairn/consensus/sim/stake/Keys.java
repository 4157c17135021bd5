package org.cairn.consensus.sim.stake;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The validators' keys of a world, by number.
public interface Keys {
  Bytes publicKey(int key);

  Bytes sign(int key, Hash message);
}
