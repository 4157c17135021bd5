/// JSON-RPC 2.0 and Ethereum's values as JSON: requests and typed arguments in, results and errors
/// out, all by streaming. Every byte read here comes from a stranger: what is malformed ends in an
/// [RpcException] with the code and the text that clients expect, and in nothing else.
@NullMarked
package org.cairn.rpc.codec;

import org.jspecify.annotations.NullMarked;
