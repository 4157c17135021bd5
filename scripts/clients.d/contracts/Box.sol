// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// Keeps a number, tells who changed it, and fails in every way that a contract can.
contract Box {
    error Full(uint256 given, uint256 most);

    event Stored(address indexed by, uint256 number);

    uint256 public number;
    uint256 public changes;
    string public name;
    mapping(address => uint256) public numberOf;

    constructor(string memory name_, uint256 number_) {
        name = name_;
        number = number_;
    }

    function store(uint256 number_) external payable {
        number = number_;
        changes++;
        numberOf[msg.sender] = number_;
        emit Stored(msg.sender, number_);
    }

    function storeSmall(uint256 number_) external {
        if (number_ > 100) revert Full(number_, 100);
        number = number_;
    }

    function refuse() external pure {
        revert("not today");
    }

    function breakDown() external view {
        assert(number == type(uint256).max);
    }
}
