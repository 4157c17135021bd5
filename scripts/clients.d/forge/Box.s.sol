// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Box} from "../contracts/Box.sol";

interface Vm {
    function startBroadcast() external;
    function stopBroadcast() external;
}

/// Three transactions: a box, and two numbers into it, the second with a coin.
contract FillBox {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function run() external returns (Box box) {
        VM.startBroadcast();
        box = new Box("scripted", 1);
        box.store(6);
        box.store{value: 1}(7);
        VM.stopBroadcast();
        require(box.changes() == 2, "two numbers");
    }
}
