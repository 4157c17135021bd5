package org.cairn.rpc.port;

import org.cairn.core.types.Hash;

/// Who this node is to its peers. `listening` is the host and port for peers.
public record NodeIdentity(String id, String name, String listening, Hash genesis) {}
