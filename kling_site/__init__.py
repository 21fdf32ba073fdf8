"""The site around the product: settings, addresses, servers and accounts."""
