/// The methods that the endpoint serves, one class each. A method reads its typed arguments, does
/// all that can fail, and returns an answer that only has to be written. Methods run on virtual
/// threads, many at once, and may block.
@NullMarked
package org.cairn.rpc.method;

import org.jspecify.annotations.NullMarked;
