-- What has a price, under our own names, and what providers call it.
CREATE TABLE instruments (
    symbol      text PRIMARY KEY CHECK (symbol ~ '^[A-Z0-9][A-Z0-9.:_-]{0,31}$'),
    -- Decides the market's hours.
    class       text NOT NULL CHECK (class IN ('FOREX', 'METAL', 'CRYPTO')),
    name        text NOT NULL,
    base        text NOT NULL,
    quote       text NOT NULL,
    -- Decimals that a price is shown with.
    price_scale integer NOT NULL CHECK (price_scale BETWEEN 0 AND 12)
);

CREATE TABLE provider_symbols (
    provider      text NOT NULL,
    symbol        text NOT NULL REFERENCES instruments,
    vendor_symbol text NOT NULL,
    PRIMARY KEY (provider, symbol),
    UNIQUE (provider, vendor_symbol)
);

INSERT INTO instruments (symbol, class, name, base, quote, price_scale)
VALUES ('XAUUSD', 'METAL', 'Gold', 'XAU', 'USD', 2),
       ('XAGUSD', 'METAL', 'Silver', 'XAG', 'USD', 3),
       ('XPTUSD', 'METAL', 'Platinum', 'XPT', 'USD', 2),
       ('XPDUSD', 'METAL', 'Palladium', 'XPD', 'USD', 2),
       ('EURUSD', 'FOREX', 'Euro / US Dollar', 'EUR', 'USD', 5),
       ('GBPUSD', 'FOREX', 'Pound Sterling / US Dollar', 'GBP', 'USD', 5),
       ('USDJPY', 'FOREX', 'US Dollar / Japanese Yen', 'USD', 'JPY', 3),
       ('USDCHF', 'FOREX', 'US Dollar / Swiss Franc', 'USD', 'CHF', 5),
       ('USDCAD', 'FOREX', 'US Dollar / Canadian Dollar', 'USD', 'CAD', 5),
       ('AUDUSD', 'FOREX', 'Australian Dollar / US Dollar', 'AUD', 'USD', 5),
       ('NZDUSD', 'FOREX', 'New Zealand Dollar / US Dollar', 'NZD', 'USD', 5),
       ('EURGBP', 'FOREX', 'Euro / Pound Sterling', 'EUR', 'GBP', 5),
       ('EURJPY', 'FOREX', 'Euro / Japanese Yen', 'EUR', 'JPY', 3),
       ('EURCHF', 'FOREX', 'Euro / Swiss Franc', 'EUR', 'CHF', 5),
       ('GBPJPY', 'FOREX', 'Pound Sterling / Japanese Yen', 'GBP', 'JPY', 3),
       ('BTCUSD', 'CRYPTO', 'Bitcoin', 'BTC', 'USD', 2),
       ('ETHUSD', 'CRYPTO', 'Ether', 'ETH', 'USD', 2),
       ('SOLUSD', 'CRYPTO', 'Solana', 'SOL', 'USD', 2),
       ('XRPUSD', 'CRYPTO', 'XRP', 'XRP', 'USD', 5),
       ('LTCUSD', 'CRYPTO', 'Litecoin', 'LTC', 'USD', 2);

INSERT INTO provider_symbols (provider, symbol, vendor_symbol)
SELECT 'twelvedata', symbol, base || '/' || quote
  FROM instruments;

INSERT INTO provider_symbols (provider, symbol, vendor_symbol)
SELECT 'bitfinex', symbol, 't' || base || quote
  FROM instruments
 WHERE class = 'CRYPTO';
