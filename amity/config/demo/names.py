"""Names, cities and firms by country; the share of a country is how often it is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """What people of a country are called, where they live and how they are reached.

    `cities` are (city, postal code); `mobile` is a number's form, `#` a digit. `family_first` writes the family name
    first, as Hungarians, Chinese, Japanese, Koreans and Vietnamese do.
    """

    code: str
    share: int
    language: str
    zone: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]
    mobile: str
    firm: str
    family_first: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COUNTRIES = (
    Country("DE", 34, "de", "Europe/Berlin",
        _words("Anna Lukas Sophie Jonas Emma Paul Greta Felix Klara Moritz Ida Henrik Lena Tobias Frieda Matthias Jana"),
        _words("Bauer Schreiber Lindner Vogt Hartmann Krüger Seidel Böhm Weiß Franke Otto Jansen Petersen Kühn Arnold"),
        (("Berlin", "10115"), ("Hamburg", "20095"), ("Leipzig", "04109"), ("Köln", "50667"), ("München", "80331"), ("Bremen", "28195")),
        _words("Lindenallee Torstraße Gartenweg Marktplatz Hafenstraße Bergstraße"), "+49 151 5#######", "{family} Rösterei"),
    Country("NL", 8, "nl", "Europe/Amsterdam",
        _words("Anneke Daan Sanne Bram Lotte Thijs Femke Ruben Iris Joost Maud Sven"),
        ("de Vries", "Visser", "Bakker", "van Dijk", "Smit", "Mulder", "de Boer", "Dekker", "Kok", "van der Linden"),
        (("Amsterdam", "1012 AB"), ("Utrecht", "3511 LN"), ("Groningen", "9712 HM")),
        _words("Keizersgracht Dorpsstraat Kerkstraat Molenweg"), "+31 6 1#######", "Koffiehuis {family}"),
    Country("GB", 9, "en", "Europe/London",
        _words("Siân Oliver Imogen Callum Priya Harriet Rhys Ailsa Tom Beatrice Marcus Nadia"),
        _words("Rhys-Williams Whitfield MacLeod Okafor Hughes Raghunathan Ashworth Bennett Sutton Doyle Khan"),
        (("London", "E8 3AR"), ("Leeds", "LS1 4DY"), ("Cardiff", "CF10 1EP"), ("Glasgow", "G1 1XQ")),
        ("Mare Street", "Park Road", "Station Road", "Mill Lane"), "+44 7400 ######", "{family} & Daughters"),
    Country("FR", 8, "fr", "Europe/Paris",
        ("Camille", "Léo", "Chloé", "Hugo", "Inès", "Gaspard", "Zoé", "Baptiste", "Maëlle", "Jean-Baptiste", "Gaëlle", "Théo"),
        ("Lefèvre", "Moreau", "Perrin", "Girard", "N’Guessan", "Faure", "Chevalier", "Blanchard", "Roussel", "Marchand"),
        (("Paris", "75011"), ("Lyon", "69001"), ("Nantes", "44000"), ("Toulouse", "31000")),
        ("rue des Lilas", "avenue Jean Jaurès", "place du Marché", "rue Nationale"), "+33 6 12 ## ## ##", "Maison {family}"),
    Country("IT", 6, "it", "Europe/Rome",
        _words("Giulia Matteo Chiara Lorenzo Martina Davide Elena Niccolò Sara Tommaso"),
        _words("Ferraro Conti Gallo Rinaldi Marchetti Colombo Fontana Serra Caruso Villa"),
        (("Milano", "20121"), ("Torino", "10121"), ("Bologna", "40121"), ("Trieste", "34121")),
        ("via Roma", "via Garibaldi", "corso Italia"), "+39 347 #######", "Torrefazione {family}"),
    Country("ES", 5, "es", "Europe/Madrid",
        ("María José", "Álvaro", "Lucía", "Iker", "Carmen", "Pau", "Nerea", "Sergio", "Itziar", "Joaquín"),
        ("Etxeberria", "García Ruiz", "Navarro", "Ortega Peña", "Vidal", "Castaño", "Iglesias", "Muñoz Gil"),
        (("Madrid", "28004"), ("Bilbao", "48001"), ("Valencia", "46001")),
        ("calle Mayor", "calle del Sol", "paseo de Gracia"), "+34 612 ### ###", "Cafés {family}"),
    Country("PL", 5, "pl", "Europe/Warsaw",
        _words("Zofia Jakub Maja Stanisław Hanna Michał Łucja Kacper Agnieszka Paweł"),
        _words("Wiśniewska Nowak Kowalczyk Zieliński Szymańska Woźniak Dąbrowska Kaczmarek Łukaszewicz"),
        (("Warszawa", "00-001"), ("Kraków", "31-001"), ("Wrocław", "50-001")),
        ("ulica Długa", "ulica Ogrodowa", "ulica Polna"), "+48 512 ### ###", "Palarnia {family}"),
    Country("DK", 3, "da", "Europe/Copenhagen",
        _words("Freja Emil Asta Magnus Ida Søren Karla Rasmus"), _words("Sørensen Møller Kjær Østergaard Holm Lund Bruun"),
        (("København", "1050"), ("Aarhus", "8000")), _words("Nørregade Vestergade Strandvejen"), "+45 20 ## ## ##", "{family} Kaffe"),
    Country("SE", 4, "sv", "Europe/Stockholm",
        _words("Björn Astrid Elsa Axel Saga Nils Ebba Linnéa"), _words("Östlund Lindqvist Åkesson Bergström Nyberg Ek Sjögren"),
        (("Stockholm", "111 20"), ("Göteborg", "411 03"), ("Malmö", "211 20")), _words("Storgatan Kungsgatan Skolvägen"),
        "+46 70 ### ## ##", "{family} Rosteri"),
    Country("TR", 2, "tr", "Europe/Istanbul",
        _words("Emre Zeynep Deniz Elif Can Ayşe Kerem Defne"), _words("Yıldırım Şahin Öztürk Kılıç Aydın Çelik Güneş"),
        (("İstanbul", "34000"), ("İzmir", "35000")), ("Bağdat Caddesi", "Atatürk Bulvarı"), "+90 532 ### ## ##", "{family} Kahve"),
    Country("GR", 2, "el", "Europe/Athens",
        _words("Κωνσταντίνος Ελένη Γιώργος Μαρία Νίκος Σοφία"), _words("Παππάς Νικολάου Γεωργίου Αλεξίου Ιωάννου"),
        (("Αθήνα", "105 57"), ("Θεσσαλονίκη", "546 24")), ("Ερμού", "Αγίου Δημητρίου"), "+30 694 #######", "Καφές {family}"),
    Country("UA", 2, "uk", "Europe/Kyiv",
        _words("Юлія Олексій Оксана Тарас Соломія Андрій"), _words("Коваль Шевченко Бондар Мельник Кравець"),
        (("Київ", "01001"), ("Львів", "79000")), ("вулиця Шевченка", "вулиця Франка"), "+380 67 ### ## ##", "Кава {family}"),
    Country("LB", 1, "ar", "Asia/Beirut",
        ("ليلى", "كريم", "نور", "سامي", "رنا"), ("حداد", "خوري", "منصور", "صليبا"),
        (("بيروت", "1107"),), ("شارع الحمرا",), "+961 3 ### ###", "محمصة {family}"),
    Country("JP", 2, "ja", "Asia/Tokyo",
        ("陽菜", "蓮", "結衣", "大翔", "美咲", "健太"), ("佐藤", "鈴木", "高橋", "田中", "渡辺"),
        (("東京", "150-0001"), ("京都", "600-8001")), ("神宮前", "四条通"), "+81 90 #### ####", "{family}珈琲", True),
    Country("VN", 1, "vi", "Asia/Ho_Chi_Minh",
        ("Thị Hạnh", "Văn Minh", "Thu Hà", "Quang Huy"), _words("Nguyễn Trần Lê Phạm"),
        (("Hà Nội", "100000"), ("Đà Nẵng", "550000")), ("Trần Phú", "Lê Lợi"), "+84 90 ### ## ##", "Cà phê {family}", True),
    Country("IN", 2, "en", "Asia/Kolkata",
        _words("Aarav Ananya Vihaan Diya Rohan Ishita Kabir"), _words("Sharma Iyer Patel Nair Banerjee Reddy"),
        (("Bengaluru", "560001"), ("Mumbai", "400001")), ("MG Road", "Church Street"), "+91 98### #####", "{family} Coffee Works"),
    Country("NG", 1, "en", "Africa/Lagos",
        _words("Oluwaseun Ngozi Chidi Amara Tunde"), _words("Adebayo Okonkwo Eze Balogun"),
        (("Lagos", "100001"),), ("Allen Avenue",), "+234 803 ### ####", "{family} Foods"),
    Country("US", 5, "en", "America/New_York",
        _words("Leilani Aiden Maya Ethan Zoe Caleb Naomi Wyatt Grace"), _words("Kahananui Brooks Rivera Nguyen Sullivan Carter Ortiz Hayes"),
        (("Portland", "97201"), ("Brooklyn", "11201"), ("Austin", "78701")), ("Main St", "Alder St", "2nd Ave"),
        "+1 503 555 01##", "{family} Coffee Co."),
    Country("BR", 1, "pt", "America/Sao_Paulo",
        _words("Beatriz João Larissa Caio Mariana"), ("Gonçalves", "da Silva", "Araújo", "Magalhães"),
        (("São Paulo", "01310-100"),), ("rua Augusta",), "+55 11 9#### ####", "Torra {family}"),
)  # fmt: skip
