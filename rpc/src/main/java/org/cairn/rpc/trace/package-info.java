/// What a trace is asked for and what it consists of: values between those who execute and those
/// who write JSON.
@NullMarked
package org.cairn.rpc.trace;

import org.jspecify.annotations.NullMarked;
