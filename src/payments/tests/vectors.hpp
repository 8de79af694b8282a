/// \file
/// Notices made with other software (Python's cryptography 48) by a key that was thrown away:
/// what this room reads must not depend on what it writes itself.
#pragma once

#include <string_view>

namespace boai::payments::vectors {

inline constexpr std::string_view api_key = "an-api-v3-key-of-32-characters-x";
inline constexpr std::string_view public_key_id = "PUB_KEY_ID_0119000001092020052100000001";
inline constexpr std::string_view certificate_serial_number
    = "5157F09EFDC096DE15EBE81A47057A7200000001";
inline constexpr std::string_view wechat_timestamp = "1590000000";
inline constexpr std::string_view wechat_nonce = "593BEC0C930BF1AFEB40B4A08C8FB242";

inline constexpr std::string_view public_key = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAn63N5MbWsEV/d6QpH7Zk
5YnPtMt7dORYqdX9EKUP2RxdNOKwUBJGtHmm3z8Ow6ATarfUKXRk+fb0s5Vmqj5V
Orj6RxpkOL/k778ECo6rOgmQNsba/GQUDiUVDzQTp3OZ9LRKXTdxsBB0e2F5A/+8
NYgInx5DashRyyrSzjhT0gAfETKvuYnEKGldIEXG3BUDUYn2M4nPorcaBC2XO6W6
ffo8kz3JPHARuDzT9lI3PyQSvG3H4m+6t85YbDVEDrJNvbkOpxkkB3MuXwwuj2na
HydkUwwdNm7AqKcxFSWnccs5J6aSE4l9r+1U6l4QV8CJPcqd279Gw0+FxLJl8zRK
uQIDAQAB
-----END PUBLIC KEY-----
)";

inline constexpr std::string_view certificate = R"(-----BEGIN CERTIFICATE-----
MIICsDCCAZigAwIBAgIUUVfwnv3Alt4V6+gaRwV6cgAAAAEwDQYJKoZIhvcNAQEL
BQAwEjEQMA4GA1UEAwwHZXhhbXBsZTAeFw0yMDAxMDEwMDAwMDBaFw00MDAxMDEw
MDAwMDBaMBIxEDAOBgNVBAMMB2V4YW1wbGUwggEiMA0GCSqGSIb3DQEBAQUAA4IB
DwAwggEKAoIBAQCfrc3kxtawRX93pCkftmTlic+0y3t05Fip1f0QpQ/ZHF004rBQ
Eka0eabfPw7DoBNqt9QpdGT59vSzlWaqPlU6uPpHGmQ4v+TvvwQKjqs6CZA2xtr8
ZBQOJRUPNBOnc5n0tEpdN3GwEHR7YXkD/7w1iAifHkNqyFHLKtLOOFPSAB8RMq+5
icQoaV0gRcbcFQNRifYzic+itxoELZc7pbp9+jyTPck8cBG4PNP2Ujc/JBK8bcfi
b7q3zlhsNUQOsk29uQ6nGSQHcy5fDC6PadofJ2RTDB02bsCopzEVJadxyzknppIT
iX2v7VTqXhBXwIk9yp3bv0bDT4XEsmXzNEq5AgMBAAEwDQYJKoZIhvcNAQELBQAD
ggEBADKengUdMEFwjcA/cEb6UhqL97EQi63Op3PidPSwqMBKYzNzS/UbuBS4FPYy
bvO0sAur28IsmsYKOofbz2KxVHftP+5G5YAX+HLWwqpkZ+T+3Mr25bicZwUjpmsQ
XG6JFolqsnx5ZlyO7c6E/lGMY/I2TpLzmh74zQ7CzitT2byUFh4kiGBwnZ6VdTC3
mPhmFz4txwazrV10Lud7QhXULdS/qvHiwc9PnmfYDLaK1JjKNcT0mD8C4zqMVpB3
4uBjKzJf3if5zDQarIuV1YPziWlpe6SK0rdYxNWRw9JXxIIQ+GSmsRwdgGVFafg9
psND4PnT7Q7iAcoS5t/ufYpPvJE=
-----END CERTIFICATE-----
)";

inline constexpr std::string_view wechat_signature
    = R"(G79cYl1dXO9jMSBOrlo8S4Gs9hN/vNM5Uik+fsgPd6E6YivwYurrToRdnwmZ3liuDv3is+zmMMHoA5mMNO29)"
      R"(soNn4E3O7YFMFav1UMWWKm1PJ8n2Jl8UF7X9mjJAHQtFi3s50WlHqCLzwoZaft/OFHSxUzrgrWlOh4xoLaIM)"
      R"(B8m2GfqbFrbdIoNi2mcNVSU+jnOjx5J6XXvgOCddxbxCMAChOdX6rZKdSpvS7RoF578KH/xprBnzPmJTmHwo)"
      R"(poyBS69K6NC1jeAAFjUy1lYMWwZR7YATi6NVOho/qu3T3nwdTmvFPuY77gH54Y7YK9heUYDnssSficrrvwAS)"
      R"(GD+8hw==)";

inline constexpr std::string_view wechat_body
    = R"({"id": "EV-2020052102400012345", "create_time": "2020-05-21T)"
      R"(02:40:00+08:00", "resource_type": "encrypt-resource", "event)"
      R"(_type": "TRANSACTION.SUCCESS", "summary": "支付成功", "resource")"
      R"(: {"original_type": "transaction", "algorithm": "AEAD_AES_25)"
      R"(6_GCM", "ciphertext": "TO+rc+tKahQN2wQxqcimOy+AThncosSjZm2Pq)"
      R"(gqn5tZKm1jTG0nBeVFeYN5HTkWUEPxiPRtg1Y6KpZRHvwIYcujdLHCTyW7QY)"
      R"(hqrGaqEZCNdNi+tbgZfF3g1KR2mT8nZ2icJbReqHYvRaUkMR2KTEOaURlsn4)"
      R"(2yrZ2Ba0dMzqAFZqaptcAPbqyXDWPC8kkr3myBJEr0kkI/IzfMd7wgVde7Y5)"
      R"(SnqhwMJyeOarCvrTkC1X6CPesLtfCmRwDNVnqFNd9bUnNR4nZlUBVK4OLU7N)"
      R"(8ZLxXJ6wJIy24ktJsfvjyTUzAWMLGjA/Wks2y5S8bQpyNeUwQPtQgmKugsbx)"
      R"(huNvG9nMo96cUXbIEF6d4TBVtoKVTYjKFH/ZDNEc0EMrPFN+HQahhKE+UKTQ)"
      R"(9reSkXdL08bACLeMaP76DSWz9bM1/NAc6Snj1+rVFx4n6qgX/HKjNCTaDk0Q)"
      R"(S0vYqsbE0Dz1L8jiM0iRiVoJCPPHCSXMaixpTjGVp4LktK7/D38BswtTLfsD)"
      R"(xHaOHgAfJWvZoD/fEJSNuKpbcHezlDL3f6mWCmz8NDkNkc2jSF5uzL1Bxmji)"
      R"(qqMZa4wthoYhRyBkpuQiZNJ/OyQMQ7dMebyyqAKvmClDcFSewLn", "assoc)"
      R"(iated_data": "transaction", "nonce": "ylK7B1pPd2Uw"}})";

inline constexpr std::string_view alipay_body
    = R"(gmt_create=2020-05-21+02%3A39%3A50&charset=utf-8&gmt_payment=2020-05-21+02%3A40%3A00)"
      R"(&notify_time=2020-05-21+02%3A40%3A01&subject=%E6%8D%90%E8%B5%A0%2B100%25&buyer_id=20)"
      R"(88102116773037&version=1.0&notify_id=4a91b7a78a503640467525113fb7d8bg8e&notify_type=)"
      R"(trade_status_sync&total_amount=100.00&trade_status=TRADE_SUCCESS&trade_no=2020052122)"
      R"(001473030500000001&app_id=2021000000000001&seller_id=2088000000000001&out_trade_no=b)"
      R"(a0example0order&sign_type=RSA2&sign=hbvsZQ9Glc4nxpij8nWka1c0IlCZZD8WpXgLmf4GvksiOuE7)"
      R"(%2BSyhC8tYYFVGqx1hgzMXtzXr7J8TM4shpkYDIsbPJiTMw7o6XYC4k7ScxTsGxeNOE5JVf2%2Fp7qWMyqMy)"
      R"(UKW0r4fBu4KyUVdJTHKzgbbQbl1aB8yQCtsdls7%2FeGw7PxF9oJaYhRvsExge4DVEwnNyyxEKv21mJX2at4)"
      R"(jxi8uR2Aeu0IIMOFT99venV%2BJaopRvCl1LeDgnhA5YAtWYqqUxeXydJOfViHZ3USn4bhXiC%2BnAobaxbm)"
      R"(Q7%2BF3tqE2OkDqxdvBQQbMvu4oFlnBhjkFN%2BUND5qG2CtS51HH%2Fxw%3D%3D)";

} // namespace boai::payments::vectors
