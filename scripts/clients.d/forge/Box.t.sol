// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Box} from "../contracts/Box.sol";

interface Vm {
    function envAddress(string calldata name) external returns (address);
    function prank(address sender) external;
    function expectRevert(bytes calldata reason) external;
}

/// Runs on a fork of the chain: BOX is a contract there, RICH an account.
contract BoxTest {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    Box private box;

    function setUp() external {
        box = Box(VM.envAddress("BOX"));
    }

    function test_store_onTheFork_changesTheBox() external {
        uint256 changes = box.changes();
        address rich = VM.envAddress("RICH");
        require(rich.balance > 1 ether, "an account of the chain");
        VM.prank(rich);
        box.store{value: 0}(123);
        require(box.number() == 123, "the number is in the box");
        require(box.numberOf(rich) == 123, "and its owner is known");
        require(box.changes() == changes + 1, "once");
    }

    function test_refuse_onTheFork_reverts() external {
        VM.expectRevert("not today");
        box.refuse();
    }
}
